#!/bin/sh
# Gets a browser for the page tests: the one on the PATH, else Debian's chromium with fonts for Chinese, else playwright's own.
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo -n"; fi
    echo "installing chromium and fonts-noto-cjk for the page tests ..."
    if $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; then
        exit 0
    fi
fi
echo "downloading playwright's chromium for the page tests ..."
.venv/bin/playwright install chromium && exit 0
echo "WARNING: no browser could be had; the page tests will be SKIPPED" >&2
exit 0
