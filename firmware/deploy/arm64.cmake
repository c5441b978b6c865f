# Compiles for arm64 on another machine; programs that the build itself runs are run by qemu-user.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(PKG_CONFIG_EXECUTABLE /usr/bin/aarch64-linux-gnu-pkg-config)
set(CMAKE_CROSSCOMPILING_EMULATOR /usr/bin/qemu-aarch64-static)
set(CMAKE_STRIP /usr/bin/aarch64-linux-gnu-strip)
# g++ for arm64 knows mold by another name, and the linker of its own does.
set(PETTAN_MOLD OFF CACHE STRING "" FORCE)
# What is installed is built by name; tests that are not would be asked for.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
