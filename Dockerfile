# The product as one image: web, worker, beat, standby and prepare differ by their command only.
# PostgreSQL and Valkey come from outside (docker-compose.yml); nothing bundled is installed here.

FROM python:3.12-slim-bookworm AS packages
COPY requirements.lock .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock

FROM python:3.12-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /nonexistent app \
    && install -d -o app -g app /data /data/media
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
RUN python -m compileall -q commandcenter issues monitoring
USER app
# Used for this one command and never again; the settings ask for some key.
RUN SECRET_KEY=collecting-static-files-only python manage.py collectstatic --noinput --verbosity 0
EXPOSE 8000
CMD ["gunicorn", "commandcenter.wsgi", "--preload", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
