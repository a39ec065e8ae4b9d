#!/bin/sh
# Make a virtual environment with functieboek (editable) and all that its tests need.
# Usage: make-venv.sh PYTHON FOLDER
set -eu

wanted=$1
folder=$2

# The python asked for, else the newest one that is recent enough.
python=
for candidate in "$wanted" python3.14 python3.13 python3.12 python3.11 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "functieboek needs Python 3.11 or newer; give it with: make PYTHON=/path/to/python3" >&2
    exit 1
fi

if [ ! -x "$folder/bin/python" ]; then
    echo "Making $folder with $("$python" --version) (once; takes a minute)"
    if ! "$python" -m venv "$folder" 2>/dev/null; then
        # Debian keeps ensurepip in a package of its own.
        rm -rf "$folder"
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            apt-get update -qq >/dev/null && apt-get install -y -qq python3-venv >/dev/null
        fi
        "$python" -m venv "$folder"
    fi
fi
"$folder/bin/python" -m pip install --quiet --editable '.[web,cluster,dev]'
# What is installed from a folder is not compiled by pip; without this every start would compile the program anew where
# PYTHONDONTWRITEBYTECODE is set.
"$folder/bin/python" -m compileall -q pipeline
