from demo.timeouts import scaled

TIMEOUT_MS = scaled(60) * 1000
