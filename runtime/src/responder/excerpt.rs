//! Writing an answer: no language model is at work, the sentences of the passages that fit the query best are the
//! answer. The same query and passages give the same answer.

/// So many sentences make an answer.
const SENTENCES: usize = 3;

/// An answer to `query` from passages, the best of which is first. Where no sentence fits, the first one is the answer.
pub fn answer(query: &str, passages: &[&str]) -> Option<String> {
    let first = || passages.iter().find_map(|passage| sentences(passage).next());
    fitting(query, passages).or_else(|| first().map(str::to_owned))
}

/// The sentences of the passages that fit `query`; `None` when none does.
pub fn fitting(query: &str, passages: &[&str]) -> Option<String> {
    let wanted = telling(query);
    let sentences: Vec<&str> = passages.iter().flat_map(|passage| sentences(passage)).collect();
    let mut ranked: Vec<(usize, usize)> = sentences
        .iter()
        .enumerate()
        .map(|(place, sentence)| (weight(sentence, &wanted), place))
        .filter(|(weight, _)| *weight > 0)
        .collect();
    // The heaviest first, and of two alike the one that comes first.
    ranked.sort_by_key(|(weight, place)| (std::cmp::Reverse(*weight), *place));
    let mut places: Vec<usize> =
        ranked.into_iter().take(SENTENCES).map(|(_, place)| place).collect();
    places.sort_unstable();
    let chosen: Vec<&str> =
        places.into_iter().filter_map(|place| sentences.get(place).copied()).collect();
    (!chosen.is_empty()).then(|| chosen.join(" "))
}

/// How well a text fits a query: 0 when it has nothing of what the query is about.
pub fn fit(query: &str, text: &str) -> usize {
    weight(text, &telling(query))
}

/// The words of a text, in small letters.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// The words of a query that say what it is about: the longer ones, or all where there are no longer ones.
fn telling(query: &str) -> Vec<String> {
    let all: Vec<String> = words(query).collect();
    let long: Vec<String> = all.iter().filter(|word| word.chars().count() > 3).cloned().collect();
    if long.is_empty() { all } else { long }
}

/// How much of what is wanted a sentence has. A longer word says more.
fn weight(sentence: &str, wanted: &[String]) -> usize {
    let has: Vec<String> = words(sentence).collect();
    let found = wanted.iter().filter(|wanted| has.iter().any(|has| same_stem(has, wanted)));
    found.map(String::len).sum()
}

/// Whether one word is the other with an ending: return, returns, returned.
fn same_stem(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short)
        .is_some_and(|ending| ending.is_empty() || (short.len() > 2 && ending.len() <= 3))
}

/// The sentences of a text. One ends with its line, or with a full stop, a question mark or an exclamation mark before
/// a space.
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
    fn the_sentences_that_fit_are_the_answer() {
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
