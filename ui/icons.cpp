// The icons of Canvas::icon: few strokes on a square of 24 units, so that they share one weight.
#include <array>
#include <initializer_list>
#include <numbers>

#include "ui/canvas.h"

namespace ui {
namespace {

class IconPen {
public:
    IconPen(Canvas& canvas, Point centre, float size, Colour colour)
        : m_canvas(canvas), m_centre(centre), m_unit(size / 24), m_colour(colour) {}

    Point at(float x, float y) const { return {m_centre.x + (x - 12) * m_unit, m_centre.y + (y - 12) * m_unit}; }
    // Ends and corners are round.
    void stroke(std::initializer_list<Point> units, float width, Closed closed = Closed::no) const {
        m_canvas.stroke(placed(units), width * m_unit, m_colour, closed);
        for (const Point unit : units)
            circle(unit.x, unit.y, width / 2);
    }
    void fill(std::initializer_list<Point> units) const { m_canvas.polygon(placed(units), m_colour); }
    void circle(float x, float y, float r) const { m_canvas.circle(at(x, y), r * m_unit, m_colour); }
    void ring(float x, float y, float r, float width) const {
        m_canvas.ring(at(x, y), r * m_unit, width * m_unit, m_colour);
    }
    void arc(float x, float y, float r, float from, float to, float width) const {
        m_canvas.arc(at(x, y), r * m_unit, from, to, width * m_unit, m_colour);
    }
    // Strokes in another colour: what is cut out of a filled shape.
    IconPen with(Colour colour) const { return {m_canvas, m_centre, m_unit * 24, colour}; }

private:
    std::vector<Point> placed(std::initializer_list<Point> units) const {
        std::vector<Point> points;
        for (const Point unit : units)
            points.push_back(at(unit.x, unit.y));
        return points;
    }
    Canvas& m_canvas;
    Point m_centre;
    float m_unit;
    Colour m_colour;
};

void octagon(const IconPen& pen) {
    pen.fill({{7.5f, 1}, {16.5f, 1}, {23, 7.5f}, {23, 16.5f}, {16.5f, 23}, {7.5f, 23}, {1, 16.5f}, {1, 7.5f}});
}

void rounded_triangle(const IconPen& pen) {
    pen.fill({{12, 3.2f}, {21.6f, 20.4f}, {2.4f, 20.4f}});
    pen.stroke({{12, 3.2f}, {21.6f, 20.4f}, {2.4f, 20.4f}}, 2.4f, Closed::yes);
}

}  // namespace

void Canvas::icon(Icon icon, Point centre, float size, Colour colour) {
    const IconPen pen(*this, centre, size, colour);
    // What is cut out takes the colour that reads on a bright or a dark sign.
    const Colour dark = m_theme.staff.ground;
    const IconPen cut =
        pen.with((relative_luminance(colour) > 0.18 ? dark : m_theme.paper).faded(static_cast<float>(colour.a) / 255));
    switch (icon) {
        case Icon::check_disc:
            pen.circle(12, 12, 11);
            cut.stroke({{6.8f, 12.4f}, {10.5f, 16}, {17.2f, 8.6f}}, 2.6f);
            return;
        case Icon::check:
            return pen.stroke({{4, 12.8f}, {9.6f, 18.4f}, {20, 6.6f}}, 3.2f);
        case Icon::warning:
            rounded_triangle(pen);
            cut.stroke({{12, 9}, {12, 14.6f}}, 2.4f);
            cut.circle(12, 17.8f, 1.4f);
            return;
        case Icon::trouble:
            octagon(pen);
            cut.stroke({{12, 6}, {12, 13.4f}}, 2.8f);
            cut.circle(12, 17.4f, 1.7f);
            return;
        case Icon::diamond:
            return pen.fill({{12, 1}, {23, 12}, {12, 23}, {1, 12}});
        case Icon::ring:
            return pen.ring(12, 12, 9.6f, 2.6f);
        case Icon::disc:
            return pen.circle(12, 12, 11);
        case Icon::waves:
            for (const float r : {5.0f, 10.5f, 16.0f})
                pen.arc(4, 12, r, 0.14f, 0.36f, 2.6f);
            return;
        case Icon::arrow_left:
            pen.stroke({{21, 12}, {4, 12}}, 2.6f);
            return pen.stroke({{11, 4.5f}, {3.5f, 12}, {11, 19.5f}}, 2.6f);
        case Icon::arrow_right:
            pen.stroke({{3, 12}, {20, 12}}, 2.6f);
            return pen.stroke({{13, 4.5f}, {20.5f, 12}, {13, 19.5f}}, 2.6f);
        case Icon::arrow_up:
            pen.stroke({{12, 21}, {12, 4}}, 2.6f);
            return pen.stroke({{4.5f, 11}, {12, 3.5f}, {19.5f, 11}}, 2.6f);
        case Icon::arrow_down:
            pen.stroke({{12, 3}, {12, 20}}, 2.6f);
            return pen.stroke({{4.5f, 13}, {12, 20.5f}, {19.5f, 13}}, 2.6f);
        case Icon::cross:
            pen.stroke({{5, 5}, {19, 19}}, 2.6f);
            return pen.stroke({{19, 5}, {5, 19}}, 2.6f);
        case Icon::backspace:
            pen.stroke({{8, 4.5f}, {22, 4.5f}, {22, 19.5f}, {8, 19.5f}, {1.8f, 12}}, 2.2f, Closed::yes);
            pen.stroke({{10.5f, 8.8f}, {17, 15.2f}}, 2.2f);
            return pen.stroke({{17, 8.8f}, {10.5f, 15.2f}}, 2.2f);
        case Icon::search:
            pen.ring(10, 10, 7.2f, 2.6f);
            return pen.stroke({{15.2f, 15.2f}, {22, 22}}, 3);
        case Icon::undo:
            pen.arc(12.5f, 13, 8.2f, -0.13f, 0.62f, 2.6f);
            return pen.fill({{2.4f, 9.8f}, {5.6f, 1.8f}, {12, 8.2f}});
    }
}

}  // namespace ui
