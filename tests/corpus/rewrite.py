"""`python -m tests.corpus.rewrite`: write the expected files anew; what changed is then read in the diff."""

from __future__ import annotations

from tests.corpus.golden import cleaned, documents, expected_file, written


def main() -> None:
    for document in documents():
        file, found = expected_file(document), written(cleaned(document))
        if not file.exists() or file.read_text("utf-8") != found:
            file.write_text(found, "utf-8")
            print(f"{file.name}: written")


if __name__ == "__main__":
    main()
