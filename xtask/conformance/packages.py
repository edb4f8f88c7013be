"""Runs published client packages of vendors against the reference server: `packages.py API URL KEY` prints a JSON report.

A step is one use of a package, as its documentation shows it. Each step checks the returned values.
"""

import base64
import contextlib
import json
import os
import sys
import tempfile
import time
import warnings

STEPS = {}


def step(api):
    """Registers a function as a step. Its docstring is the name of the step."""

    def known(use):
        STEPS.setdefault(api, []).append(use)
        return use

    return known


def until(done, ask):
    """Calls `ask` until `done` accepts the result, and returns it."""
    end = time.monotonic() + 60
    while not done(answer := ask()):
        assert time.monotonic() < end, answer
        time.sleep(0.2)
    return answer


class Use:
    """Shared state of the steps of an API: the package, its client, and the results of earlier steps."""

    def __init__(self, url, key):
        self.url = url
        self.key = key


# inference: the package `openai`, which the vendor names


def openai_client(use):
    if not hasattr(use, "client"):
        import openai

        use.package = openai
        use.client = openai.OpenAI(base_url=use.url, api_key=use.key, max_retries=0)
        use.model = use.client.models.list().data[0].id
    return use.client


QUESTION = [{"role": "user", "content": "What is a travel card for?"}]


@step("inference")
def models_list(use):
    models = openai_client(use).models.list()
    assert [model.object for model in models.data] == ["model"] * len(models.data) and models.data


@step("inference")
def chat_completions_create(use):
    client = openai_client(use)
    answer = client.chat.completions.create(model=use.model, messages=QUESTION)
    assert answer.object == "chat.completion" and answer.choices[0].message.content
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens


@step("inference")
def chat_completions_create_with_stream(use):
    client = openai_client(use)
    whole = client.chat.completions.create(model=use.model, messages=QUESTION)
    parts = client.chat.completions.create(model=use.model, messages=QUESTION, stream=True)
    texts = [part.choices[0].delta.content or "" for part in parts if part.choices]
    assert len(texts) > 2 and "".join(texts) == whole.choices[0].message.content, texts


@step("inference")
def errors_are_of_their_class(use):
    client = openai_client(use)
    stranger = use.package.OpenAI(base_url=use.url, api_key="wrong", max_retries=0)
    for wanted, ask in [
        (use.package.AuthenticationError, lambda: stranger.models.list()),
        (use.package.BadRequestError, lambda: client.chat.completions.create(model=use.model, messages=[])),
    ]:
        try:
            ask()
        except wanted:
            continue
        raise AssertionError(f"no {wanted.__name__}")


# archetype: the package `archetypeai`


def archetype_client(use):
    if not hasattr(use, "client"):
        from archetypeai import ArchetypeAI

        warnings.simplefilter("ignore")
        use.client = ArchetypeAI(use.key, api_endpoint=use.url)
        use.folder = tempfile.mkdtemp()
        use.csv = os.path.join(use.folder, "pump.csv")
        with open(use.csv, "w") as file:
            file.write("time,value\n1,2\n")
    return use.client


@step("archetype")
def files_local_upload(use):
    client = archetype_client(use)
    assert client.files.local.upload(use.csv)["file_id"] == "pump.csv"


@step("archetype")
def files_local_upload_of_base64(use):
    text = base64.b64encode(b"a,b\n1,2\n").decode()
    assert archetype_client(use).files.local.upload("small.csv", base64_data=text)["file_id"] == "small.csv"


@step("archetype")
def files_local_upload_past_the_proxy(use):
    client = archetype_client(use)
    path = os.path.join(use.folder, "large.txt")
    with open(path, "wb") as file:
        file.write(b"0123456789abcdef" * 2**20)
    made = client.files.local.upload(path, use_proxy=False)
    assert made["file_id"] == "large.txt", made
    assert client.files.get_metadata(file_id="large.txt")["num_bytes"] == 16 * 2**20


@step("archetype")
def files_get_info(use):
    assert archetype_client(use).files.get_info()


@step("archetype")
def files_get_metadata(use):
    client = archetype_client(use)
    assert client.files.get_metadata(file_id="pump.csv")["file_id"] == "pump.csv"
    assert {file["file_id"] for file in client.files.iter_metadata(limit=1)} >= {"pump.csv", "large.txt"}


@step("archetype")
def files_local_download(use):
    client = archetype_client(use)
    copy = os.path.join(use.folder, "copy.csv")
    assert client.files.local.download("pump.csv", copy)
    with open(copy) as one, open(use.csv) as other:
        assert one.read() == other.read()


@step("archetype")
def files_local_delete(use):
    archetype_client(use).files.local.delete("small.csv")


@step("archetype")
def lens_get_info_and_metadata(use):
    lens = archetype_client(use).lens
    assert lens.get_info() and lens.get_metadata()


@step("archetype")
def lens_clone_modify_delete(use):
    lens = archetype_client(use).lens
    one = lens.get_metadata()[0]["lens_id"]
    made = lens.clone(one)["lens_id"]
    lens.modify(made, {"lens_name": "mine"})
    lens.delete(made)


@step("archetype")
def lens_sessions(use):
    lens = archetype_client(use).lens
    one = lens.get_metadata()[0]["lens_id"]

    def work(session, endpoint):
        assert lens.sessions.connect(session, endpoint)
        return lens.sessions.write(session, {"type": "session.status"})

    assert lens.create_and_run_session(one, work)
    assert lens.sessions.get_info()


# arcee: the package `arcee-py`, in the version whose API the document describes


def arcee_package(use):
    if not hasattr(use, "package"):
        config = tempfile.NamedTemporaryFile("w", suffix=".json", delete=False)
        config.write("{}")
        config.close()
        os.environ["ARCEE_CONFIG_LOCATION"] = config.name
        os.environ["ARCEE_API_URL"] = os.environ["ARCEE_APP_URL"] = use.url
        os.environ["ARCEE_API_KEY"] = use.key
        import arcee

        use.package = arcee
    return use.package


@step("arcee")
def upload_doc(use):
    made = arcee_package(use).upload_doc("pets", doc_name="dog", doc_text="A happy dog crossed the street.", year="1999")
    assert made["context_name"] == "pets"


@step("arcee")
def upload_docs(use):
    docs = [{"doc_name": "cat", "doc_text": "Cats sleep all day.", "author": "ada"}]
    assert arcee_package(use).upload_docs("pets", docs)["context_id"]


@step("arcee")
def train_dalm(use):
    arcee_package(use).train_dalm("guide", "pets", None, "Command")


@step("arcee")
def get_dalm_status(use):
    arcee = arcee_package(use)
    until(lambda told: told["status"] == "training_complete", lambda: arcee.get_dalm_status("guide"))


@step("arcee")
def get_dalm(use):
    use.dalm = arcee_package(use).get_dalm("guide")


@step("arcee")
def dalm_retrieve(use):
    found = use.dalm.retrieve("dog", size=1)["results"]
    assert [hit["source"]["name"] for hit in found] == ["dog"], found


@step("arcee")
def dalm_retrieve_with_filters(use):
    for field, kind, value, wanted in [
        ("author", "strict_search", "ada", ["cat"]),
        ("document", "fuzzy_search", "street", ["dog"]),
    ]:
        filters = [{"field_name": field, "filter_type": kind, "value": value}]
        found = use.dalm.retrieve("a dog, or cats", filters=filters)["results"]
        assert [hit["source"]["name"] for hit in found] == wanted, found


@step("arcee")
def dalm_generate(use):
    answer = use.dalm.generate("What did the dog do?")
    assert answer["text"] and answer["context"], answer


def main():
    api, url, key = sys.argv[1:]
    use, failures = Use(url, key), []
    for one in STEPS[api]:
        try:
            # What a package prints is for people.
            with contextlib.redirect_stdout(sys.stderr):
                one(use)
        except Exception as error:  # whatever it is, it is what the step came to
            why = f"{type(error).__name__}: {error}"
            failures.append({"operation": one.__name__, "code": "failed", "why": why[:500]})
    print(json.dumps({"cases": len(STEPS[api]), "failures": failures}))


main()
