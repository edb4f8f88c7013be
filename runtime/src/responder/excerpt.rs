//! Extractive answers: an answer consists of the sentences that best match the query. The same query and passages give
//! the same answer.

/// The maximum number of sentences in an answer.
const SENTENCES: usize = 3;

/// Returns an answer to `query` from passages, which are sorted by relevance. If no sentence matches, the first
/// sentence is the answer.
pub fn answer(query: &str, passages: &[&str]) -> Option<String> {
    let first = || passages.iter().find_map(|passage| sentences(passage).next());
    fitting(query, passages).or_else(|| first().map(str::to_owned))
}

/// Returns the sentences of the passages that match `query`; `None` if there are none.
pub fn fitting(query: &str, passages: &[&str]) -> Option<String> {
    let wanted = telling(query);
    let sentences: Vec<&str> = passages.iter().flat_map(|passage| sentences(passage)).collect();
    let mut ranked: Vec<(usize, usize)> = sentences
        .iter()
        .enumerate()
        .map(|(place, sentence)| (weight(sentence, &wanted), place))
        .filter(|(weight, _)| *weight > 0)
        .collect();
    // Sorted by weight; sentences of equal weight stay in order.
    ranked.sort_by_key(|(weight, place)| (std::cmp::Reverse(*weight), *place));
    let mut places: Vec<usize> =
        ranked.into_iter().take(SENTENCES).map(|(_, place)| place).collect();
    places.sort_unstable();
    let chosen: Vec<&str> =
        places.into_iter().filter_map(|place| sentences.get(place).copied()).collect();
    (!chosen.is_empty()).then(|| chosen.join(" "))
}

/// Scores how well a text matches a query; 0 if it contains none of the significant words.
pub fn fit(query: &str, text: &str) -> usize {
    weight(text, &telling(query))
}

/// Returns the words of a text in lower case.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Returns the significant words of a query: the longer ones, or all words if there are none.
fn telling(query: &str) -> Vec<String> {
    let all: Vec<String> = words(query).collect();
    let long: Vec<String> = all.iter().filter(|word| word.chars().count() > 3).cloned().collect();
    if long.is_empty() { all } else { long }
}

/// Returns the weight of the matching words in a sentence. Longer words count more.
fn weight(sentence: &str, wanted: &[String]) -> usize {
    let has: Vec<String> = words(sentence).collect();
    let found = wanted.iter().filter(|wanted| has.iter().any(|has| same_stem(has, wanted)));
    found.map(String::len).sum()
}

/// Returns whether one word is the other one with a suffix: return, returns, returned.
fn same_stem(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short)
        .is_some_and(|ending| ending.is_empty() || (short.len() > 2 && ending.len() <= 3))
}

/// Splits a text into sentences. A sentence ends at a line break, or at a full stop, question mark or exclamation mark
/// followed by a space.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .flat_map(|line| {
            line.split_inclusive(". ")
                .flat_map(|part| part.split_inclusive("? "))
                .flat_map(|part| part.split_inclusive("! "))
        })
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{answer, fit, fitting};

    #[test]
    fn matching_sentences_are_the_answer() {
        let passages = [
            "Keep the box. Items can be returned within 30 days of delivery! Ask the desk.",
            "The desk is open from 8 to 18.\nA returned letter is kept.",
        ];
        let table = [
            (
                "How long may a customer return an item?",
                Some(
                    "Items can be returned within 30 days of delivery! A returned letter is kept.",
                ),
            ),
            ("When is the desk open?", Some("Ask the desk. The desk is open from 8 to 18.")),
            ("?", Some("Keep the box.")),
        ];
        for (query, expected) in table {
            assert_eq!(answer(query, &passages).as_deref(), expected, "{query}");
        }
        assert_eq!(answer("anything", &[]), None);
        assert_eq!(fitting("?", &passages), None);
        assert_eq!((fit("the open desk", "A desk."), fit("the open desk", "A chair.")), (4, 0));
    }
}
