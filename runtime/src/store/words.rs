//! A caller's words as a full-text query. The query language of FTS5 has quotes, columns and operators, and a caller's
//! text must be none of them: it is cut into words, and each is quoted.

/// So many different words are looked for; the rest of a long text is left out.
const MOST: usize = 32;

/// The different words of a text, each as an FTS5 string.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|character: char| !character.is_alphanumeric()) {
        let quoted = format!("\"{}\"", word.to_lowercase());
        if !word.is_empty() && !words.contains(&quoted) {
            words.push(quoted);
        }
        if words.len() == MOST {
            break;
        }
    }
    words
}
