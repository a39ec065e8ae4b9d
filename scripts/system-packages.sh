#!/bin/sh
# Install the programs that some tests drive, where that can be done without asking: as root, with apt.
# Quiet when everything is there.  Never fails: without a program its tests skip and say so.
set -u

missing=
need() { # need COMMAND PACKAGES WHAT-SKIPS
    command -v "$1" >/dev/null 2>&1 && return
    missing="$missing $2"
    skips="${skips:-}
  $1: $3"
}
need_font() { # need_font NAME PACKAGE
    [ -n "$(fc-list "$1" 2>/dev/null)" ] && return
    missing="$missing $2"
    skips="${skips:-}
  font $1: layouts are printed in another font"
}

look() {
    missing=
    skips=
    need soffice "libreoffice-writer-nogui libreoffice-calc-nogui" "tests that convert Word files"
    need chromium chromium "tests that drive a browser or print web pages"
    need pdftotext poppler-utils "tests that look at PDFs with other eyes"
    need fc-list fontconfig "layouts in other fonts"
    need_font Carlito fonts-crosextra-carlito
    need_font "Liberation Sans" fonts-liberation
    need_font "DejaVu Sans" fonts-dejavu-core
}

look
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing:$missing (once)"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # a list of packages
    apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1
    look
fi
if [ -n "$missing" ]; then
    echo "Not installed, so these tests skip:$skips"
    echo "Install them with: apt-get install$missing"
fi
exit 0
