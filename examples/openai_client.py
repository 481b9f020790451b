"""Asks an assistant by the official OpenAI client.

    pip install openai
    export FRESHET_URL=http://127.0.0.1:9380      (this is the default)
    export FRESHET_KEY=...                        (the API key that `freshet serve` printed)
    python examples/openai_client.py "What does E-4071 mean?" [assistant]

The model is an assistant's name or id; without one the first of the list is asked.
"""

import os
import sys

from openai import OpenAI


def main():
    if len(sys.argv) < 2 or "FRESHET_KEY" not in os.environ:
        sys.exit(__doc__)
    url = os.environ.get("FRESHET_URL", "http://127.0.0.1:9380")
    client = OpenAI(base_url=url + "/v1", api_key=os.environ["FRESHET_KEY"])

    assistants = [model.id for model in client.models.list()]
    if not assistants:
        sys.exit("There is no assistant yet. Start with: ./freshet serve --with examples/handbook")
    assistant = sys.argv[2] if len(sys.argv) > 2 else assistants[0]

    stream = client.chat.completions.create(
        model=assistant,
        messages=[{"role": "user", "content": sys.argv[1]}],
        stream=True,
        extra_body={"reference": True},  # asks for the sources, which come with the last chunk
    )
    sources = []
    for chunk in stream:
        if not chunk.choices:
            continue
        delta = chunk.choices[0].delta
        print(delta.content or "", end="", flush=True)
        sources = (delta.model_extra or {}).get("reference") or sources
    print("\n")
    for number, source in enumerate(sources):
        print(f"[{number}] {source['document_name']}")


if __name__ == "__main__":
    main()
