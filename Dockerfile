# One image for web, worker and beat; docker-compose.yml says which.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/comuset
# requirements-routing.lock is the same and what proposes routes of transport.
ARG LOCK=requirements-server.lock
COPY ${LOCK} .
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --require-hashes -r ${LOCK}
COPY . .
# Values only this step sees: gathering static files connects to nothing.
RUN SECRET_KEY=build CASE_KEYS=of-nobody-while-the-image-is-built PUBLIC_URL=https://build.invalid DATABASE_URL=postgres://build.invalid/build REDIS_URL=redis://build.invalid \
    sh -c '/opt/venv/bin/python tools/build_assets.py && /opt/venv/bin/python tools/catalogs.py --compile && /opt/venv/bin/python manage.py collectstatic --noinput'

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/comuset comuset \
    && install -d -o comuset -g comuset -m 0700 /srv/media /srv/state
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/comuset /srv/comuset
WORKDIR /srv/comuset
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MEDIA_ROOT=/srv/media
USER comuset
EXPOSE 8000
CMD ["gunicorn", "comuset.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--max-requests", "5000", "--max-requests-jitter", "500"]
