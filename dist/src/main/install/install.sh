#!/bin/sh
# Installs Tollgate for the user who runs it, brings it up to date, goes back a version, or removes it.
# Everything that is asked for can be given as an option or as a variable: see --help.

set -u
umask 022

marker="Made by Tollgate's install.sh"

usage() {
  cat <<'EOF'
usage: install.sh [option...]
       install.sh --rollback | --uninstall [option...]

Installs Tollgate into a folder of its own, each version beside the last one,
and puts a command "tollgate" that starts the newest into a folder on your
PATH. Installing again brings it up to date. Settings, database, keys and
policies lie elsewhere and are not touched; files you changed or added in the
program's conf and plugins are taken along.

  --from PLACE     what to install: a zip, a folder or an address with zips in
                   it, or an unpacked zip        TOLLGATE_FROM
                   Default: where install.sh lies.
  --version V      which version, where PLACE has several
                                                 TOLLGATE_VERSION
  --sha256 SUM     the zip's SHA-256             TOLLGATE_SHA256
                   Default: what the file ZIP.sha256 beside it says.
  --prefix FOLDER  where the program goes        TOLLGATE_PREFIX
                   Default: ~/.local/lib/tollgate
  --bin FOLDER     where the command goes        TOLLGATE_BIN
                   Default: ~/.local/bin
  --init           then run "tollgate init --non-interactive"
                                                 TOLLGATE_INIT=1
  --service        then install and start the service
                                                 TOLLGATE_SERVICE=1
  --no-archive     do not make the class archive, which takes half a minute
                   and halves every start        TOLLGATE_ARCHIVE=0
  --force          install the version that is installed anew; remove files of
                   yours with the program
  --rollback       go back to the version before
  --uninstall      remove the program, the command and the service

Exit codes: 0 done, 1 failed, 2 wrong use. What failed before the new version
was in place changed nothing.
EOF
}

say() { printf '%s\n' "$*"; }
die() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }
misuse() { printf 'install.sh: %s\nTry install.sh --help.\n' "$*" >&2; exit 2; }

from=${TOLLGATE_FROM-}
version=${TOLLGATE_VERSION-}
sha256=${TOLLGATE_SHA256-}
prefix=${TOLLGATE_PREFIX-}
bin=${TOLLGATE_BIN-}
init=${TOLLGATE_INIT-}
service=${TOLLGATE_SERVICE-}
archive=${TOLLGATE_ARCHIVE:-1}
force=
action=install
# They are no settings of the gateway, which would say so of each.
unset TOLLGATE_FROM TOLLGATE_VERSION TOLLGATE_SHA256 TOLLGATE_PREFIX TOLLGATE_BIN TOLLGATE_INIT TOLLGATE_SERVICE \
  TOLLGATE_ARCHIVE

while [ $# -gt 0 ]; do
  case $1 in
    --from | --version | --sha256 | --prefix | --bin)
      [ $# -ge 2 ] || misuse "$1 needs a value."
      case $1 in
        --from) from=$2 ;;
        --version) version=$2 ;;
        --sha256) sha256=$2 ;;
        --prefix) prefix=$2 ;;
        --bin) bin=$2 ;;
      esac
      shift
      ;;
    --init) init=1 ;;
    --service) service=1 ;;
    --no-archive) archive=0 ;;
    --force) force=1 ;;
    --rollback) action=rollback ;;
    --uninstall) action=uninstall ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) misuse "There is no option $1." ;;
  esac
  shift
done

if [ -z "$prefix" ] || [ -z "$bin" ]; then
  [ -n "${HOME-}" ] || misuse "HOME is not set; give --prefix and --bin."
fi
[ -n "$prefix" ] || prefix=$HOME/.local/lib/tollgate
[ -n "$bin" ] || bin=$HOME/.local/bin
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
case $bin in /*) ;; *) bin=$PWD/$bin ;; esac
case $init in 0 | no | false) init= ;; esac
case $service in 0 | no | false) service= ;; esac
wrapper=$bin/tollgate

settle() { # calls the prefix what the launcher and a unit call it, through no link
  if [ -d "$prefix" ]; then
    prefix=$(cd -P "$prefix" && pwd) || die "$prefix cannot be entered. Choose another one with --prefix."
  fi
  versions=$prefix/versions
}
settle

# ---- what may be going on beside us, and what we leave behind

work=
locked=
leave() {
  status=$?
  trap - EXIT
  if [ -n "$work" ]; then
    give_back "$work"
    rm -rf "$work"
  fi
  [ -z "$locked" ] || rm -rf "$prefix/.lock"
  exit "$status"
}
trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

give_back() { # what the folder of work $1 holds of a version that was to be replaced and is not
  for one in "$1"/old/*; do
    [ ! -d "$one" ] || [ -e "$versions/${one##*/}" ] || mv "$one" "$versions/"
  done
}

lock() {
  if [ -e "$prefix" ] && [ ! -d "$prefix" ]; then
    die "$prefix is no folder. Choose another one with --prefix."
  fi
  if [ -d "$prefix" ] && [ ! -d "$versions" ] && [ -n "$(ls -A "$prefix")" ]; then
    die "$prefix has other things in it than Tollgate. Choose an empty folder with --prefix."
  fi
  mkdir -p "$versions" 2>/dev/null || die "$prefix cannot be made or written to. Choose another one with --prefix."
  settle
  if ! mkdir "$prefix/.lock" 2>/dev/null; then
    [ -w "$prefix" ] || die "$prefix cannot be written to. Choose another one with --prefix."
    owner=$(cat "$prefix/.lock/pid" 2>/dev/null)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$prefix/.lock" && mkdir "$prefix/.lock" || die "$prefix/.lock is left over and cannot be removed."
    else
      die "another install.sh is at work in $prefix. If none is, remove $prefix/.lock."
    fi
  fi
  locked=1
  echo $$ >"$prefix/.lock/pid"
  # What one that was killed had not finished; a version is in place only when it is whole.
  for one_left in "$versions"/.new.*; do
    give_back "$one_left"
  done
  rm -rf "$versions"/.new.*
}

named() { # the version that the link $1 names, or nothing
  [ -L "$prefix/$1" ] || return 0
  target=$(readlink "$prefix/$1")
  echo "${target##*/}"
}

point() { # lets the link $1 name the version $2, in one step where this system can
  rm -f "$prefix/.$1"
  ln -s "versions/$2" "$prefix/.$1" || return 1
  mv -fT "$prefix/.$1" "$prefix/$1" 2>/dev/null || mv -fh "$prefix/.$1" "$prefix/$1" 2>/dev/null ||
    { rm -f "$prefix/$1" && mv -f "$prefix/.$1" "$prefix/$1"; }
}

ours() { # whether the command is this script's, or is not there
  [ ! -e "$wrapper" ] && [ ! -L "$wrapper" ] || grep -q "$marker" "$wrapper" 2>/dev/null
}

# ---- getting what is to be installed

has() { command -v "$1" >/dev/null 2>&1; }

fetch() { # address $1 into file $2
  if has curl; then
    curl -fsSL -o "$2" "$1"
  else
    wget -q -O "$2" "$1"
  fi
}

sum_of() {
  if has sha256sum; then
    sum=$(sha256sum <"$1")
  elif has shasum; then
    sum=$(shasum -a 256 <"$1")
  elif has openssl; then
    sum=$(openssl dgst -sha256 -r <"$1")
  else
    die "none of sha256sum, shasum and openssl is here to check $1."
  fi
  echo "${sum%% *}"
}

platform() { # how the zip that brings its own Java for this machine is called
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) [ -e /lib/ld-musl-x86_64.so.1 ] || echo -linux-x64 ;;
  esac
}

the_version_in() { # the version of the only zips in folder $1
  found=
  for zip in "$1"/tollgate-*.zip; do
    [ -e "$zip" ] || continue
    name=${zip##*/tollgate-}
    name=${name%.zip}
    name=${name%-linux-x64}
    [ -z "$found" ] || [ "$found" = "$name" ] || die "$1 has zips of several versions; choose one with --version."
    found=$name
  done
  [ -n "$found" ] || die "there is no tollgate-VERSION.zip in $1. Say where with --from."
  echo "$found"
}

choose() { # sets zip to the file to unpack, or tree to the folder to copy
  zip='' tree=''
  if [ -z "$from" ]; then
    from=$(cd -P "$(dirname "$0")" && pwd) || exit 1
  fi
  case $from in
    http://* | https://*) has curl || has wget || die "neither curl nor wget is here to fetch $from." ;;
  esac
  case $from in
    http://*.zip | https://*.zip) download "$from" || die "$from and its .sha256 cannot be fetched." ;;
    http://* | https://*)
      [ -n "$version" ] || misuse "which version of those at $from? Say so with --version."
      base=${from%/}/tollgate-$version
      [ -z "$(platform)" ] || ! download "$base$(platform).zip" 2>/dev/null || return 0
      download "$base.zip" || die "$base.zip and its .sha256 cannot be fetched."
      ;;
    *)
      if [ -f "$from" ]; then
        zip=$from
      elif [ -x "$from/bin/tollgate" ] && [ -d "$from/lib" ]; then
        tree=$from
      elif [ -d "$from" ]; then
        if [ -z "$version" ]; then
          version=$(the_version_in "$from") || exit 1
        fi
        zip=$from/tollgate-$version$(platform).zip
        [ -f "$zip" ] || zip=$from/tollgate-$version.zip
        [ -f "$zip" ] || die "there is no tollgate-$version.zip in $from."
      else
        die "there is nothing at $from."
      fi
      ;;
  esac
}

download() {
  zip=$work/${1##*/}
  fetch "$1" "$zip" || return 1
  [ -n "$sha256" ] || fetch "$1.sha256" "$zip.sha256" || return 1
}

check() {
  expected=$sha256
  if [ -z "$expected" ] && [ -f "$zip.sha256" ]; then
    expected=$(cut -d ' ' -f 1 <"$zip.sha256")
  fi
  [ -n "$expected" ] || die "there is no $zip.sha256 to check it with. Give its SHA-256 with --sha256."
  actual=$(sum_of "$zip") || exit 1
  [ "$actual" = "$expected" ] ||
    die "$zip is not what it should be: its SHA-256 is $actual, not $expected. Fetch it again."
}

unpack() { # leaves the program in $work/tree
  mkdir "$work/unpacked"
  if has unzip; then
    unzip -q "$zip" -d "$work/unpacked"
  elif has bsdtar; then
    bsdtar -xf "$zip" -C "$work/unpacked"
  elif has python3; then
    python3 -m zipfile -e "$zip" "$work/unpacked"
  else
    die "none of unzip, bsdtar and python3 is here to unpack $zip."
  fi || die "$zip cannot be unpacked."
  mv "$work"/unpacked/tollgate-* "$work/tree" 2>/dev/null || die "$zip has no folder tollgate-VERSION in it."
  chmod 755 "$work/tree/bin/tollgate" # python3 forgets modes
  [ ! -d "$work/tree/runtime" ] || chmod 755 "$work"/tree/runtime/bin/* "$work/tree/runtime/lib/jspawnhelper"
}

# ---- what people changed in the program's folder

sums() { # of the files in conf and plugins below $1: checksum, size, name
  (cd "$1" && find conf plugins -type f -exec cksum {} + 2>/dev/null)
}

theirs() { # the names of those that were changed or added since the version $1 was installed
  [ -f "$versions/$1/.shipped" ] || return 0
  sums "$versions/$1" | grep -vxFf "$versions/$1/.shipped" | cut -d ' ' -f 3- | grep -v '\.shipped$'
}

take_along() { # those of version $1 into the folder $2
  theirs "$1" | while IFS= read -r name; do
    mkdir -p "$2/$(dirname "$name")"
    ! cmp -s "$versions/$1/$name" "$2/$name" || continue
    if [ -e "$2/$name" ]; then
      mv "$2/$name" "$2/$name.shipped"
      say "Kept your $name; what this version ships is in $name.shipped."
    else
      say "Kept your $name."
    fi
    cp -p "$versions/$1/$name" "$2/$name" || exit 1
  done
}

archive_of() { # where the launcher keeps the class archive of version $1
  cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
  folder=$(cd -P "$versions/$1" && pwd)
  echo "$cache/tollgate/$(printf '%s' "$folder" | cksum | tr ' ' -).aot"
}

drop() { # version $1 with its class archive
  rm -f "$(archive_of "$1")"
  rm -rf "${versions:?}/$1"
}

# ---- the service

as_in() { # the path $2 as the unit $1 writes it
  case $1 in
    *.plist) printf '%s' "$2" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' ;;
    *) printf '%s' "$2" | sed 's/\\/\\\\/g; s/"/\\"/g; s/%/%%/g; s/\$/$$/g' ;;
  esac
}

units() { # the files by which a service starts what is installed here
  for unit in "${XDG_CONFIG_HOME:-${HOME-}/.config}/systemd/user/tollgate.service" \
    /etc/systemd/system/tollgate.service "${HOME-}"/Library/LaunchAgents/*tollgate*.plist; do
    ! grep -qF "$(as_in "$unit" "$prefix/")" "$unit" 2>/dev/null || printf '%s\n' "$unit"
  done
}

service_kind() { # what tells the command which service is meant
  case $(units) in /etc/*) echo --system ;; *) echo --user ;; esac
}

# Lets a service that names one version start whichever is the current one, with the arguments it has, and starts it anew.
renew_service() {
  units | while IFS= read -r unit; do
    there=$(as_in "$unit" "$versions/" | sed 's/[][\\.*^$|&]/\\&/g')
    stable=$(as_in "$unit" "$prefix/current/" | sed 's/[\\|&]/\\&/g')
    sed "s|${there}[^/]*/|$stable|g" "$unit" >"$unit.new" && mv -f "$unit.new" "$unit" || exit 1
  done || return 1
  if has systemctl; then
    case $(service_kind) in
      --system) systemctl daemon-reload ;;
      *) systemctl --user daemon-reload ;;
    esac
  fi
  "$wrapper" service restart "$(service_kind)" && say "The service runs $(named current)."
}

# ---- the three things it does

install() {
  ours || die "$wrapper is there and is not this script's. Remove it, or choose another folder with --bin."
  mkdir -p "$bin" 2>/dev/null && [ -w "$bin" ] || die "$bin cannot be made or written to. Choose another with --bin."
  lock
  work=$versions/.new.$$
  mkdir "$work" || die "$versions cannot be written to."
  choose
  if [ -n "$zip" ]; then
    check
    unpack
  else
    cp -Rp "$tree" "$work/tree" || die "$tree cannot be copied."
  fi
  told=$("$work/tree/bin/tollgate" --version) || die "what is in $from does not start here; see above."
  new=${told#tollgate }
  [ -z "$version" ] || [ "$version" = "$new" ] || die "what is in $from is version $new, not $version."
  current=$(named current)
  if [ "$new" = "$current" ] && [ -z "$force" ]; then
    say "Tollgate $new is installed already; --force installs it anew."
    finish
    return
  fi
  if [ "$new" = "$(named previous)" ] && [ -z "$force" ]; then
    die "version $new is here already: go back to it with --rollback, or use --force to install it anew."
  fi
  sums "$work/tree" >"$work/tree/.shipped"
  [ -z "$current" ] || take_along "$current" "$work/tree" || die "your files cannot be taken along from $current."
  place
  if [ "$archive" != 0 ]; then
    "$wrapper" archive || say "Tollgate works without the class archive; to try again: tollgate archive" >&2
  fi
  [ -z "$(units)" ] || service=1
  finish
}

place() { # the new version becomes the current one
  if [ -d "$versions/$new" ]; then
    mkdir "$work/old" && mv "$versions/$new" "$work/old/" || die "$versions/$new cannot be replaced."
  fi
  mv "$work/tree" "$versions/$new" || die "$versions/$new cannot be made."
  write_wrapper || die "$wrapper cannot be written."
  if [ -n "$current" ] && [ "$current" != "$new" ]; then
    point previous "$current" || die "$prefix/previous cannot be changed."
  fi
  point current "$new" || die "$prefix/current cannot be changed."
  sweep
  if [ -n "$current" ] && [ "$current" != "$new" ]; then
    say "Tollgate $new is installed in place of $current. To go back: install.sh --rollback"
  else
    say "Tollgate $new is installed in $versions/$new"
  fi
}

sweep() { # removes what is neither the current version nor the one before
  for one in "$versions"/*; do
    case ${one##*/} in "$(named current)" | "$(named previous)" | '*') ;; *) drop "${one##*/}" ;; esac
  done
}

finish() {
  case :${PATH-}: in *:"$bin":*) ;; *) say "Add $bin to your PATH." ;; esac
  unset_up=
  if [ -n "$init" ] && ! set_up; then
    unset_up=1
    [ -n "$(units)" ] || service= # one that is there runs the new version all the same
  fi
  if [ -n "$service" ] && [ -z "$(units)" ]; then
    "$wrapper" service install || die "Tollgate is installed, but its service is not; see above."
  fi
  if [ -n "$service" ]; then
    renew_service || die "Tollgate is installed, but its service does not run; see above."
  fi
  [ -z "$unset_up" ] || die "Tollgate is installed, but init did not succeed; see above."
}

set_up() { # settings that are there are left as they are
  "$wrapper" init --non-interactive 2>"$work/said" && succeeded=1 || succeeded=
  if [ -z "$succeeded" ] && grep -q 'init\.exists' "$work/said"; then
    say "The settings that are there stay as they are."
    return 0
  fi
  cat "$work/said" >&2
  [ -n "$succeeded" ]
}

write_wrapper() {
  quoted=$(printf '%s' "$prefix/current/bin/tollgate" | sed "s/'/'\\\\''/g")
  cat >"$work/wrapper" <<EOF
#!/bin/sh
# $marker: starts the version that is installed.
exec '$quoted' "\$@"
EOF
  chmod 755 "$work/wrapper" && mv -f "$work/wrapper" "$wrapper"
}

rollback() {
  [ -d "$versions" ] || die "nothing is installed in $prefix."
  lock
  current=$(named current)
  previous=$(named previous)
  if [ -z "$previous" ] || [ "$previous" = "$current" ] || [ ! -d "$versions/$previous" ]; then
    die "there is no version before $current in $prefix."
  fi
  "$versions/$previous/bin/tollgate" --version >/dev/null || die "version $previous does not start; see above."
  point current "$previous" && point previous "$current" || die "the links in $prefix cannot be changed."
  say "Tollgate is back at $previous; $current is kept, and --rollback goes there again."
  say "If it says that the database is newer than it is, restore the backup made before the upgrade."
  [ -z "$(units)" ] || renew_service || die "the service does not run; see above."
}

uninstall() {
  [ -d "$versions" ] || die "nothing is installed in $prefix."
  ours || die "$wrapper is not this script's. Say where the command is with --bin."
  lock
  current=$(named current)
  if [ -z "$force" ] && [ -n "$current" ]; then
    kept=$(theirs "$current")
    [ -z "$kept" ] || die "these files in $versions/$current are yours; take them out, or use --force:
$kept"
  fi
  if [ -n "$(units)" ]; then
    "$wrapper" service uninstall "$(service_kind)" || die "the service cannot be removed; see above."
  fi
  for one in "$versions"/*; do
    [ ! -d "$one" ] || drop "${one##*/}"
  done
  rm -f "$wrapper"
  rm -rf "$prefix"
  locked=
  say "Tollgate is removed. Its settings and its data are left where they are."
}

"$action"
