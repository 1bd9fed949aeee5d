# SPDX-License-Identifier: GPL-3.0-or-later
# Read by run.sh and test.sh: which Debian packages are needed, and how the missing ones are installed.

BUILD_PACKAGES="g++ cmake ninja-build libtorch-dev libsvm-dev nlohmann-json3-dev libcli11-dev libspdlog-dev
    libsqlite3-dev libsqlitecpp-dev libexpected-dev libhowardhinnant-date-dev tzdata zlib1g-dev libeigen3-dev
    libgsl-dev libssl-dev libpugixml-dev
    qt6-base-dev qt6-charts-dev libqt6svg6-dev libqt6opengl6-dev libgl1-mesa-dev libopengl-dev libvulkan-dev
    qt6-qpa-plugins fonts-dejavu-core"
TEST_PACKAGES="libgtest-dev libbenchmark-dev"

say() {
    printf '\n== %s\n' "$*"
}

give_up() {
    printf '\ngreenloop: %s\n' "$*" >&2
    exit 1
}

# install_missing PACKAGE...: installs what is not there yet, as root or through sudo.
install_missing() {
    missing=""
    for package in "$@"; do
        status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$status" = installed ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null 2>&1 ||
        give_up "this needs Debian's packages$missing, and there is no apt-get here to install them"
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null 2>&1; then
        as_root="sudo"
    else
        give_up "these packages are missing and only root can install them:$missing. Run: apt-get install$missing"
    fi
    say "Installing:$missing"
    $as_root apt-get update -q || give_up "the package lists could not be fetched; is the network there?"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing ||
        give_up "the packages could not be installed; apt-get's own message stands above"
}

# build PRESET: configures and builds; a second time only what has changed.
build() {
    say "Configuring (preset $1)"
    cmake --preset "$1" >"build-$1.log" 2>&1 || {
        cat "build-$1.log" >&2
        rm -f "build-$1.log"
        give_up "configuring failed; CMake's own message stands above"
    }
    rm -f "build-$1.log"
    say "Building (the first time takes some minutes)"
    cmake --build --preset "$1" || give_up "the build failed; the compiler's own message stands above"
}
