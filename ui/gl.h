// The few GL functions used here, found at run time: GLES 3 and desktop GL 3 share them, and nothing is linked.
#pragma once

#include <SDL.h>
#include <SDL_opengl.h>

namespace ui {

// Null if the driver does not have it. `Function` is the type of a declared GL function:
// gl_function<decltype(&glFlush)>, or its PFN… of SDL_opengl.h.
template <typename Function>
Function gl_function(const char* name) {
    return reinterpret_cast<Function>(SDL_GL_GetProcAddress(name));
}

}  // namespace ui
