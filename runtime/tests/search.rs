//! Search: any text is a valid query, the best match comes first, and scores are between 0 and 1.

use counterpart_runtime::clock::Clock;
use counterpart_runtime::store::{Document, Index, Place, Store};

async fn handbook() -> Index {
    let store = Store::open(&Place::Memory, Clock::system()).await.unwrap();
    let index = store.scope("arcee", "acme").index("handbook");
    let documents = [
        (
            "returns",
            "Returns policy",
            "Items can be returned within 30 days of delivery, unused and in their box.",
        ),
        ("hours", "Opening hours", "The help desk answers on weekdays from 8 to 18."),
        ("mail", "Mail", "Letters are answered within a week. A returned letter is kept."),
        ("cafe", "Café", "Crème brûlée is served."),
    ];
    let documents = documents.map(|(id, title, text)| Document {
        id: id.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
    });
    index.put(&documents).await.unwrap();
    index
}

async fn found(index: &Index, query: &str) -> Vec<String> {
    index.search(query, 10).await.unwrap().into_iter().map(|hit| hit.document.id).collect()
}

#[tokio::test]
async fn the_best_match_comes_first() {
    let index = handbook().await;
    let hits = index.search("How long may a customer return an item?", 10).await.unwrap();
    assert_eq!(hits[0].document.id, "returns");
    assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
    assert!(hits.iter().all(|hit| hit.score > 0.0 && hit.score <= 1.0), "{hits:?}");
    assert_eq!(index.search("returned", 1).await.unwrap().len(), 1);
    assert_eq!(found(&index, "creme BRULEE").await, ["cafe"]);
    assert!(found(&index, "zeppelin").await.is_empty());
}

#[tokio::test]
async fn any_text_is_a_valid_query() {
    let index = handbook().await;
    let long = "word ".repeat(10_000);
    let texts = [
        "",
        " ",
        "\"",
        "'",
        "*",
        "()",
        "AND",
        "OR",
        "NOT",
        "NEAR(",
        "title:",
        "-",
        "^desk",
        "a\0b",
        "{x}:y",
        "desk AND",
        "\"desk",
        "desk*",
        "(desk",
        "; DROP TABLE documents",
        "%",
        "_",
        "日本",
        "👍",
        "\u{301}",
        &long,
    ];
    for text in texts {
        index.search(text, 10).await.unwrap_or_else(|error| panic!("{text:?}: {error}"));
    }
    // Keywords of the query language are treated as normal words.
    let mut both = found(&index, "desk AND unused").await;
    both.sort_unstable();
    assert_eq!(both, ["hours", "returns"]);
}

#[tokio::test]
async fn removed_or_replaced_documents_are_not_found() {
    let index = handbook().await;
    assert!(index.delete("hours").await.unwrap());
    assert!(!index.delete("hours").await.unwrap());
    assert!(found(&index, "desk").await.is_empty());

    let changed =
        Document { id: "mail".to_owned(), title: "Post".to_owned(), text: "Pigeons.".to_owned() };
    index.put(&[changed]).await.unwrap();
    assert!(found(&index, "letters").await.is_empty());
    assert_eq!(found(&index, "pigeon post").await, ["mail"]);

    assert_eq!(index.clear().await.unwrap(), 3);
    assert_eq!(index.count().await.unwrap(), 0);
    assert!(found(&index, "pigeon").await.is_empty());
}
