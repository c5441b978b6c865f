// Draws the gallery into a folder: draw_gallery DIR [SCREEN|all] [WxH|all] [LANG|all] [PACK]
#include <cstdio>
#include <cstring>

#include "screens/gallery.h"

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: draw_gallery DIR [SCREEN|all] [WxH|all] [LANG|all] [PACK]\n");
        return 2;
    }
    screens::GalleryOptions options;
    options.directory = argv[1];
    if (argc > 2 && std::strcmp(argv[2], "all") != 0) options.only = argv[2];
    options.all = argc > 2 && std::strcmp(argv[2], "all") != 0;
    screens::GallerySize size;
    if (argc > 3 && std::sscanf(argv[3], "%dx%d", &size.width_px, &size.height_px) == 2) options.sizes = {size};
    if (argc > 4 && std::strcmp(argv[4], "all") != 0) options.langs = {argv[4]};
    if (argc > 5) {
        auto pack = ui::load_pack(argv[5]);
        if (!pack) {
            std::fprintf(stderr, "%s\n", pack.error().message.c_str());
            return 1;
        }
        options.pack = std::move(*pack);
    }
    const auto drawn = screens::draw_gallery(options);
    if (!drawn) {
        std::fprintf(stderr, "%s\n", drawn.error().message.c_str());
        return 1;
    }
    std::printf("%d pictures in %s\n", *drawn, argv[1]);
    return 0;
}
