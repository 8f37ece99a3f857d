# Two stages: what installs stays behind, what runs has no compiler, no cache and no root.
FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv /app/.venv
COPY requirements.lock ./
RUN /app/.venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /app steelyard && install -d -o steelyard -g steelyard /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY manage.py pyproject.toml LICENSE ./
COPY criteria criteria
COPY frameworks frameworks
COPY decision decision
COPY templates templates
COPY static static
COPY fixtures fixtures
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 PORT=8000 DATA_DIR=/data WORKERS=2
USER steelyard
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-m", "decision.serving.probe"]
CMD ["python", "-m", "decision.serve"]
