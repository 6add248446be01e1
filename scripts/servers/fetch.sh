#!/bin/bash
# Downloads packages of another Debian suite into a folder without installing them. `FOLDER/run PROGRAM ...` runs a program in them.
# usage: fetch.sh FOLDER SUITE PACKAGE...
set -euo pipefail

target=$1
suite=$2
shift 2
wanted="$suite $*"

complete() { [ "$(cat "$target/complete" 2>/dev/null || true)" = "$wanted" ]; }
if complete; then exit 0; fi

# Only one process fetches a folder at a time. A second one waits, and then finds it complete.
mkdir -p "$(dirname "$target")"
exec 9>"$target.lock"
flock -w 600 9
if complete; then exit 0; fi

# An interrupted fetch leaves only an unfinished folder, because the final name is given by the rename at the end.
folder=$(mktemp -d "$target.unfinished.XXXXXX")
trap 'rm -rf "$folder"' EXIT

mirror_of_apt() {
  local sources=(/etc/apt/sources.list.d/*.sources /etc/apt/sources.list /etc/apt/sources.list.d/*.list)
  cat "${sources[@]}" 2>/dev/null | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -1 | tr -d ' '
}
mirror=${DEBIAN_MIRROR:-$(mirror_of_apt || true)}
mirror=${mirror:-http://deb.debian.org/debian}

mkdir -p "$folder"/apt/{lists/partial,cache/archives/partial,etc} "$folder"/{packages,root}
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$folder/apt/sources.list"
cat >"$folder/apt/apt.conf" <<CONF
Dir::State "$folder/apt";
Dir::State::lists "$folder/apt/lists";
Dir::State::status "/dev/null";
Dir::Cache "$folder/apt/cache";
Dir::Etc::sourcelist "$folder/apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Sandbox::User "root";
Acquire::Retries "3";
CONF
export APT_CONFIG=$folder/apt/apt.conf
apt-get -qq update
packages=$(apt-get -s --no-install-recommends install "$@" | awk '/^Inst/ { print $2 }')
(
  cd "$folder/packages"
  # shellcheck disable=SC2086
  apt-get -qq download $packages
)
for package in "$folder"/packages/*.deb; do dpkg -x "$package" "$folder/root"; done
rm -rf "$folder/packages" "$folder/apt"

# Uses the loader and libraries of the packages, so that the suite of this machine does not matter.
cat >"$folder/run" <<'RUN'
#!/bin/sh
root=$(cd "$(dirname "$0")" && pwd)/root
loader=$(ls "$root"/usr/lib/*-linux-gnu/ld-linux-*.so.* | head -1)
libraries=$(dirname "$loader")
program=$1
shift
case $program in
python3)
  program=$(ls "$root"/usr/bin/python3.?? | tail -1)
  export PYTHONHOME="$root/usr" PYTHONDONTWRITEBYTECODE=1
  ;;
*) program=$root/usr/bin/$program ;;
esac
exec "$loader" --library-path "$libraries:$libraries/ceph" "$program" "$@"
RUN
chmod +x "$folder/run"
echo "$wanted" >"$folder/complete"
chmod 755 "$folder"
rm -rf "$target"
mv "$folder" "$target"
trap - EXIT
