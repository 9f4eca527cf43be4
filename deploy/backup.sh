#!/bin/sh
# Database and media once a day into /backups, a fortnight kept. The role comuset_backup reads past row-level security;
# as the web role pg_dump would write an empty dump and call it a success.
set -eu
umask 077
while :; do
    stamp=$(date -u +%Y%m%dT%H%M%SZ)
    pg_dump --format=custom --file="/backups/.database-$stamp" "$DATABASE_BACKUP_URL"
    mv "/backups/.database-$stamp" "/backups/database-$stamp.dump"
    tar -C /srv/media -cf "/backups/.media-$stamp" .
    mv "/backups/.media-$stamp" "/backups/media-$stamp.tar"
    find /backups -type f -mtime +14 -delete
    [ "${ONCE:-}" ] && exit 0
    sleep 86400
done
