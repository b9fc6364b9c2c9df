#!/bin/bash
# Runs a check, portrace if none is named, on the repositories of docs/evaluation.md
# or docs/evaluation-CHECK.md, and compares what it finds with the findings listed
# there:
#
#	bash scripts/evaluate.sh [-check CHECK] [-from URL] [OWNER/NAME...]
#
# It fetches each repository from URL/OWNER/NAME, by default from GitHub, at the
# commit listed, and downloads the modules that it needs. Without names it takes
# all repositories, which takes hours and some gigabytes on a first run. It prints
# the findings that came and went, and exits with 1 if there are any.
set -u -o pipefail
cd "$(dirname "$0")/.." || exit 2

from=https://github.com
check=portrace
while [[ "${1-}" == -* ]]; do
	[ $# -ge 2 ] || { echo "evaluate.sh: $1 needs a value" >&2; exit 2; }
	case $1 in
	-from) from=$2 ;;
	-check) check=$2 ;;
	*) echo "evaluate.sh: unknown option $1" >&2; exit 2 ;;
	esac
	shift 2
done
list=$PWD/docs/evaluation.md
[ "$check" = portrace ] || list=$PWD/docs/evaluation-$check.md
[ -f "$list" ] || { echo "evaluate.sh: no $list" >&2; exit 2; }
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
go build -o "$tmp/sockvet" ./cmd/sockvet || exit 2

# runs prints a line for each run: repository, commit, module folder, packages.
runs() {
	awk '/^### / { repo = $2 }
		/^Commit `/ { split($0, f, "`"); print repo "\t" f[2] "\t" f[4] "\t" f[6] }' "$list"
}

# listed REPO DIR prints the findings of a run, as FILE:LINE.
listed() {
	awk -v repo="$1" -v dir="$2" '/^### / { r = $2 }
		/^Commit `/ { split($0, f, "`"); d = f[4] }
		/^\| `/ && r == repo && d == dir { split($0, f, "`"); print f[2] }' "$list" | sort
}

# checkout REPO COMMIT DIR brings the files of a repository at a commit to DIR.
checkout() {
	git init -q "$3" && git -C "$3" fetch -q --depth 1 "$from/$1" "$2" && git -C "$3" checkout -q FETCH_HEAD
}

failed=0
while IFS=$'\t' read -r repo commit dir packages; do
	if [ $# -gt 0 ] && [[ " $* " != *" $repo "* ]]; then
		continue
	fi
	echo "$repo $dir"
	src=$tmp/src/$repo
	[ -d "$src" ] || checkout "$repo" "$commit" "$src" || { failed=1; continue; }
	# shellcheck disable=SC2086 # several patterns
	(cd "$src/$dir" && GOWORK=off GOFLAGS='-mod=mod -buildvcs=false' "$tmp/sockvet" -cache=off "-$check" $packages) >"$tmp/out" 2>"$tmp/err" </dev/null
	[ $? -le 1 ] || sed 's/^/  not checked: /' "$tmp/err" | head -n 5
	sed -nE 's/^([^[:space:]:]+:[0-9]+):[0-9]+: .*/\1/p' "$tmp/out" | sort >"$tmp/got"
	listed "$repo" "$dir" | diff - "$tmp/got" | sed -n 's/^</  gone:/p; s/^>/  new: /p' >"$tmp/diff"
	cat "$tmp/diff"
	[ ! -s "$tmp/diff" ] || failed=1
done < <(runs)
exit $failed
