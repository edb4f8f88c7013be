//! A caller's words as a full-text query. The query language of FTS5 has quotes, columns and operators, and a caller's
//! text must be none of them: it is cut into words, and each is quoted.

/// So many different words are looked for; the rest of a long text is left out.
const MOST: usize = 32;

/// English words that are in every question and say nothing of what it is about.
const COMMON: [&str; 48] = [
    "a", "about", "an", "and", "are", "as", "at", "be", "by", "can", "did", "do", "does", "for",
    "from", "had", "has", "have", "how", "i", "if", "in", "is", "it", "its", "may", "me", "my",
    "of", "on", "or", "our", "so", "that", "the", "there", "this", "to", "was", "we", "what",
    "when", "where", "which", "who", "why", "will", "you",
];

/// The different words of a text, each as an FTS5 string. Common words count only where there are no others.
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
