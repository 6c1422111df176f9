"""What every engine must do, one suite a kind: subclass it, provide the engine, get the tests."""
