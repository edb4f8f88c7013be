//! Turns a search text into a full-text query. The query language of FTS5 has quotes, columns and operators. To avoid
//! interpreting them, the text is split into words, and each word is quoted.

/// The maximum number of different words to search for; the rest of a long text is ignored.
const MOST: usize = 32;

/// English words that are too common to be significant.
const COMMON: [&str; 48] = [
    "a", "about", "an", "and", "are", "as", "at", "be", "by", "can", "did", "do", "does", "for",
    "from", "had", "has", "have", "how", "i", "if", "in", "is", "it", "its", "may", "me", "my",
    "of", "on", "or", "our", "so", "that", "the", "there", "this", "to", "was", "we", "what",
    "when", "where", "which", "who", "why", "will", "you",
];

/// Returns the different words of a text as FTS5 strings. Common words count only if there are no others.
pub(super) fn words(text: &str) -> Vec<String> {
    let (mut telling, mut common) = (Vec::new(), Vec::new());
    for word in text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        let words = if COMMON.contains(&word.as_str()) { &mut common } else { &mut telling };
        let quoted = format!("\"{word}\"");
        if words.len() < MOST && !words.contains(&quoted) {
            words.push(quoted);
        }
    }
    if telling.is_empty() { common } else { telling }
}
