"""Is a voice good? Every tone spoken, measured, recognised and shown."""
