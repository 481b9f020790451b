"""Calls everything that the official RAGFlow SDK offers for datasets, documents, chunks, chats and sessions.

    pip install ragflow-sdk==0.23.1               (Python 3.12)
    export FRESHET_URL=http://127.0.0.1:9380      (this is the default)
    export FRESHET_KEY=...                        (the API key that `freshet serve` printed)
    python examples/ragflow_tour.py

Each step says what it has checked. What it makes, it deletes at the end.
"""

import os
import sys
import uuid

from ragflow_sdk import RAGFlow

RULES = b"Holidays are thirty days a year. Ask your team lead two weeks ahead."
MENU = b"Lunch is at noon. On Fridays there is fish."


def check(what, holds):
    if not holds:
        sys.exit(f"wrong: {what}")
    print(f"  {what}")


def refused(words, call):
    """The SDK raises the server's own message."""
    try:
        call()
    except Exception as error:
        check(f"refused: {error}", words in str(error))
        return
    sys.exit(f"not refused: {words}")


def datasets(client, name):
    print("Datasets")
    first = client.create_dataset(name=name, description="All rules", permission="me", chunk_method="naive")
    second = client.create_dataset(name=name)
    check("a taken name gets a number", second.name == f"{name}(1)")
    config = type(first).ParserConfig(client, {"chunk_token_num": 64, "delimiter": "\n"})
    third = client.create_dataset(name=f"{name} small", parser_config=config)
    check("a configuration is merged over the defaults", third.parser_config.chunk_token_num == 64)
    check("list by id", client.list_datasets(id=first.id)[0].name == name)
    check("list by name", client.list_datasets(name=name)[0].id == first.id)
    check("list by pages", len(client.list_datasets(page=1, page_size=2)) == 2)
    check("list in order", client.list_datasets(orderby="update_time", desc=True)[0].id == third.id)
    check("get by name", client.get_dataset(name=f"{name} small").id == third.id)
    first.update({"description": "Rules and menus", "parser_config": {"chunk_token_num": 256}})
    check("update", client.list_datasets(id=first.id)[0].description == "Rules and menus")
    refused("String should have at most 128 characters", lambda: client.create_dataset(name="n" * 129))
    refused("Input should be 'me' or 'team'", lambda: client.create_dataset(name="x", permission="all"))
    refused("Input should be 'naive'", lambda: first.update({"chunk_method": "unknown"}))
    refused("lacks permission for dataset", lambda: client.get_dataset(name="nobody's"))
    refused("lacks permission for datasets", lambda: client.delete_datasets(ids=[uuid.uuid1().hex]))
    client.delete_datasets(ids=[second.id, third.id])
    refused("lacks permission", lambda: client.list_datasets(id=third.id))
    return first


def documents(dataset):
    print("Documents")
    files = [("rules.txt", RULES), ("menu.txt", MENU), ("spare.md", b"# Spare")]
    rules, menu, spare = dataset.upload_documents([{"display_name": name, "blob": blob} for name, blob in files])
    check("an upload is not parsed", rules.run == "UNSTART")
    check("list by id", dataset.list_documents(id=menu.id)[0].name == "menu.txt")
    check("list by keywords", [one.name for one in dataset.list_documents(keywords="SPARE")] == ["spare.md"])
    oldest = dataset.list_documents(page=1, page_size=2, orderby="create_time", desc=False)
    check("list by pages, oldest first", [one.name for one in oldest] == ["rules.txt", "menu.txt"])
    rules.update({"name": "handbook.txt", "meta_fields": {"author": "Ann"}})
    check("update", dataset.list_documents(id=rules.id)[0].meta_fields.author == "Ann")
    check("download", rules.download() == RULES)
    refused("The extension of file can't be changed", lambda: menu.update({"name": "menu.pdf"}))
    refused("You don't own the document", lambda: dataset.list_documents(id="nobody's"))
    dataset.async_parse_documents([spare.id])
    for _, state, chunks, tokens in dataset.parse_documents([rules.id, menu.id]):
        check(f"parsed into {chunks} chunks, {tokens} tokens", state == "DONE" and chunks > 0)
    refused("progress at 0 or 1", lambda: dataset.async_cancel_parse_documents([rules.id]))
    refused("Documents not found", lambda: dataset.async_parse_documents(["nobody's"]))
    dataset.delete_documents(ids=[spare.id])
    refused("Documents not found", lambda: dataset.delete_documents(ids=[spare.id]))
    return rules, menu


def chunks(document):
    print("Chunks")
    added = document.add_chunk("Bikes are free.", important_keywords=["bike"], questions=["What is free?"])
    check("add", added.important_keywords == ["bike"] and added.questions == ["What is free?"])
    check("list", added.id in [one.id for one in document.list_chunks(page=1, page_size=10)])
    check("list by id", document.list_chunks(id=added.id)[0].content == "Bikes are free.")
    check("list by keywords", "<em>Bikes</em>" in document.list_chunks(keywords="bikes")[0].content)
    added.update({"content": "Bicycles are free.", "important_keywords": ["bicycle"], "available": False})
    changed = document.list_chunks(id=added.id)[0]
    check("update", changed.content == "Bicycles are free." and changed.available is False)
    refused("`content` is required", lambda: document.add_chunk(" "))
    refused("`important_keywords` should be a list", lambda: added.update({"important_keywords": "bike"}))
    document.delete_chunks(ids=[added.id])
    refused("rm_chunk deleted chunks 0, expect 1", lambda: document.delete_chunks(ids=[added.id]))


def retrieval(client, dataset, rules):
    print("Retrieval")
    found = client.retrieve(dataset_ids=[dataset.id], question="How many holidays?")
    check("the best chunk", "thirty days" in found[0].content and found[0].similarity > 0)
    only = client.retrieve(
        dataset_ids=[dataset.id],
        document_ids=[rules.id],
        question="lunch",
        page=1,
        page_size=5,
        similarity_threshold=0.0,
        vector_similarity_weight=0.5,
        top_k=100,
        keyword=False,
    )
    check("in one document", {one.document_id for one in only} == {rules.id})
    condition = {"logic": "and", "conditions": [{"name": "author", "comparison_operator": "is", "value": "Bob"}]}
    none = client.retrieve(dataset_ids=[dataset.id], question="holidays", metadata_condition=condition)
    check("by metadata", none == [])
    refused("You don't own the dataset", lambda: client.retrieve(dataset_ids=["nobody's"], question="x"))
    refused(
        "LookupError",
        lambda: client.retrieve(dataset_ids=[dataset.id], question="x", rerank_id="unknown"),
    )


def chats(client, dataset, name):
    print("Chats")
    chat = client.create_chat(name=name, dataset_ids=[dataset.id])
    plain = client.create_chat(name=f"{name} plain")
    check("the default prompt", "{knowledge}" in chat.prompt.prompt and chat.prompt.top_n == 8)
    check("list by id", client.list_chats(id=chat.id)[0].name == name)
    check("list by name", client.list_chats(name=f"{name} plain")[0].id == plain.id)
    check("list by pages", len(client.list_chats(page=1, page_size=1)) == 1)
    chat.update({"name": f"{name} changed", "dataset_ids": [dataset.id], "prompt": {"top_n": 4}})
    check("update", client.list_chats(id=chat.id)[0].prompt.top_n == 4)
    refused("Duplicated chat name", lambda: client.create_chat(name=f"{name} changed"))
    refused("You don't own the dataset", lambda: client.create_chat(name="x", dataset_ids=["nobody's"]))
    refused("`name` cannot be empty.", lambda: chat.update({"name": ""}))
    refused("doesn't exist", lambda: chat.update({"llm": {"model_name": "unknown", "model_type": "chat"}}))
    client.delete_chats(ids=[plain.id])
    refused("The chat doesn't exist", lambda: client.list_chats(id=plain.id))
    return chat


def sessions(chat):
    print("Sessions")
    session = chat.create_session(name="holidays")
    other = chat.create_session()
    check("a name of its own", other.name == "New session")
    check("list by name", [one.id for one in chat.list_sessions(name="holidays")] == [session.id])
    check("list by id", [one.id for one in chat.list_sessions(id=other.id)] == [other.id])
    check("list by pages", len(chat.list_sessions(page=1, page_size=1, orderby="create_time", desc=True)) == 1)
    session.update({"name": "days off"})
    check("update", chat.list_sessions(id=session.id)[0].name == "days off")
    messages = list(session.ask("How many days are holidays?", stream=True))
    check("a stream of the text so far", len(messages) > 1 and "thirty days" in messages[-1].content)
    check("with its passages", messages[-1].reference[0]["document_name"] == "handbook.txt")
    answer = next(session.ask("When is lunch?", stream=False))
    check("an answer in one piece", "noon" in answer.content)
    history = chat.list_sessions(id=session.id)[0].messages
    check("both turns are kept", [one["role"] for one in history].count("user") == 2)
    refused("`name` can not be empty.", lambda: session.update({"name": ""}))
    chat.delete_sessions(ids=[other.id])
    refused("doesn't own the session", lambda: chat.delete_sessions(ids=[other.id]))
    chat.delete_sessions()
    check("without ids all are deleted", chat.list_sessions() == [])


def main():
    if "FRESHET_KEY" not in os.environ:
        sys.exit(__doc__)
    url = os.environ.get("FRESHET_URL", "http://127.0.0.1:9380")
    client = RAGFlow(api_key=os.environ["FRESHET_KEY"], base_url=url)
    refused("API key is invalid", lambda: RAGFlow(api_key="ragflow-wrong", base_url=url).list_datasets())
    name = "tour " + uuid.uuid4().hex[:8]
    dataset = datasets(client, name)
    try:
        rules, menu = documents(dataset)
        chunks(menu)
        retrieval(client, dataset, rules)
        chat = chats(client, dataset, name)
        try:
            sessions(chat)
        finally:
            client.delete_chats(ids=[chat.id])
    finally:
        client.delete_datasets(ids=[dataset.id])
    print("All is well.")


if __name__ == "__main__":
    main()
