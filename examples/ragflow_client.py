"""Goes the whole way by the official RAGFlow SDK: upload, parse, retrieve, ask with a stream, clean up.

    pip install ragflow-sdk==0.23.1               (Python 3.12)
    export FRESHET_URL=http://127.0.0.1:9380      (this is the default)
    export FRESHET_KEY=...                        (the API key that `freshet serve` printed)
    python examples/ragflow_client.py [file ...] [-- question]

Without files it uploads two documents of examples/handbook. What it makes, it deletes at the end.
"""

import os
import sys
import uuid
from pathlib import Path

from ragflow_sdk import RAGFlow

HANDBOOK = Path(__file__).parent / "handbook"


def arguments():
    words = sys.argv[1:]
    split = words.index("--") if "--" in words else len(words)
    files = [Path(word) for word in words[:split]]
    question = " ".join(words[split + 1 :])
    return (
        files or [HANDBOOK / "incident-runbook.md", HANDBOOK / "field-guide.pdf"],
        question or "What does E-4071 mean?",
    )


def upload_and_parse(dataset, files):
    documents = dataset.upload_documents([{"display_name": file.name, "blob": file.read_bytes()} for file in files])
    names = {document.id: document.name for document in documents}
    # Starts the jobs and asks for their state once a second until each is DONE, FAIL or CANCEL.
    for document_id, state, chunks, tokens in dataset.parse_documents(list(names)):
        print(f"{names[document_id]}: {state}, {chunks} chunks, {tokens} tokens")
        if state != "DONE":
            sys.exit(dataset.list_documents(id=document_id)[0].progress_msg)


def print_best_chunks(client, dataset, question):
    for chunk in client.retrieve(dataset_ids=[dataset.id], question=question, page_size=3):
        print(f"  {chunk.similarity:.3f}  {' '.join(chunk.content.split())[:90]}")


def print_answer(session, question):
    printed, sources = "", []
    for message in session.ask(question, stream=True):
        # Each message holds the whole text so far. The last one has the citation marks in it, so that it
        # need not begin with what was printed.
        if message.content.startswith(printed):
            print(message.content[len(printed) :], end="", flush=True)
        else:
            print("\n\nWith its citations:\n" + message.content, end="", flush=True)
        printed = message.content
        sources = message.reference or sources
    print()
    for number, source in enumerate(sources):
        print(f"[{number}] {source['document_name']}")


def main():
    if "FRESHET_KEY" not in os.environ:
        sys.exit(__doc__)
    files, question = arguments()
    url = os.environ.get("FRESHET_URL", "http://127.0.0.1:9380")
    client = RAGFlow(api_key=os.environ["FRESHET_KEY"], base_url=url)
    name = "example " + uuid.uuid4().hex[:8]

    dataset = client.create_dataset(name=name)
    try:
        upload_and_parse(dataset, files)
        print(f"\nThe best chunks for: {question}")
        print_best_chunks(client, dataset, question)

        chat = client.create_chat(name=name, dataset_ids=[dataset.id])
        try:
            print("\nThe answer:")
            print_answer(chat.create_session("an example"), question)
        finally:
            client.delete_chats(ids=[chat.id])
    finally:
        client.delete_datasets(ids=[dataset.id])


if __name__ == "__main__":
    main()
