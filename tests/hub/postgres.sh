#!/bin/sh
# A PostgreSQL of the tests' own: a cluster in a temporary folder, on a Unix socket only, run by an unprivileged user.
#   postgres.sh start KEY    prints its connection string; starts it if it does not run (KEY: any word, one cluster each)
# PETTAN_POSTGRES_FSYNC=on makes commits as slow as they are in life (benchmarks); tests lose nothing without.
#   postgres.sh stop KEY     stops it and removes every trace
set -eu

usage() {
    echo "usage: postgres.sh start|stop KEY" >&2
    exit 2
}
[ $# -eq 2 ] || usage

home="${TMPDIR:-/tmp}/pettan-postgres-$(id -u)-$(printf '%s' "$2" | cksum | cut -d' ' -f1)"
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
    echo "PostgreSQL's server is missing: apt-get install postgresql" >&2
    exit 1
fi

# PostgreSQL refuses to run as root; Debian's package brings a user for it.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

start() {
    # One at a time: several tests may ask at once.
    exec 9>"$home.lock"
    flock 9
    if ! as_server "$bin/pg_ctl" -D "$home/data" status >/dev/null 2>&1; then
        rm -rf "$home"
        mkdir -m 755 "$home"
        [ "$(id -u)" -ne 0 ] || chown postgres "$home"
        as_server "$bin/initdb" -D "$home/data" -U pettan -A trust -E UTF8 --locale=C.UTF-8 >"$home.log" 2>&1 ||
            { cat "$home.log" >&2; exit 1; }
        as_server "$bin/pg_ctl" -D "$home/data" -l "$home/server.log" -w -t 60 \
            -o "-c listen_addresses= -c unix_socket_directories=$home -c max_connections=200 -c fsync=${PETTAN_POSTGRES_FSYNC:-off}" start >"$home.log" 2>&1 9>&- ||
            { cat "$home.log" "$home/server.log" >&2; exit 1; }
    fi
    echo "postgresql://pettan@/postgres?host=$home"
}

stop() {
    as_server "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$home" "$home.log" "$home.lock"
}

case "$1" in
    start) start ;;
    stop) stop ;;
    *) usage ;;
esac
