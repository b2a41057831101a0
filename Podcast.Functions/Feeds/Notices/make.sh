#!/bin/sh
# Speaks each notice of notices.json into {reason}-{language}.mp3 beside it. Needs espeak-ng, ffmpeg and Python 3; the result is committed.
# Run it after a change of a text, and say in the commit why.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 - "$work" <<'PYTHON'
import json, pathlib, sys


def spoken(notice):
    # The title says what happened, and what comes after the first sentence of the text what to do.
    return notice["title"] + ".\n\n" + notice["text"].split(". ", 1)[1] + "\n"


for language, reasons in json.load(open("notices.json", encoding="utf-8")).items():
    for reason, notice in reasons.items():
        pathlib.Path(sys.argv[1], f"{reason}-{language}.txt").write_text(spoken(notice), encoding="utf-8")
PYTHON

for text in "$work"/*.txt; do
  name=$(basename "$text" .txt)
  case $name in
    *-en) voice=en-gb ;;
    *) voice=${name##*-} ;;
  esac
  espeak-ng -v "$voice" -s 150 -p 45 -f "$text" -w "$work/$name.wav"
  # Constant bit rate, so that the length in bytes says the duration; loudness as podcasts have it.
  ffmpeg -v error -nostdin -y -i "$work/$name.wav" -af "adelay=300,apad=pad_dur=0.3,loudnorm=I=-18:TP=-2" \
    -ar 22050 -ac 1 -codec:a libmp3lame -b:a 24k -write_xing 0 -map_metadata -1 -id3v2_version 0 -fflags +bitexact -flags:a +bitexact "$name.mp3"
done
