// The leak checker of the Asan build counts what libraries keep for the life of a process: caches of fonts, tables of
// graphics drivers. They are left out by library; a library that was unloaded has no name to be left out by, so in that
// build none is.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libfontconfig\nleak:libpango\nleak:libglib\nleak:libcairo\nleak:libSDL2\nleak:libLLVM\n"
           "leak:libgallium\nleak:_dri.so\nleak:libEGL\nleak:libGL\n";
}

#if defined(__SANITIZE_ADDRESS__)
extern "C" int dlclose(void* handle);
extern "C" int dlclose(void*) {
    return 0;
}
#endif
