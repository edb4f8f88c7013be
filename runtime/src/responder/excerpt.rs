//! Extractive answers: an answer consists of the sentences that best match the query. The same query and passages give
//! the same answer.

use std::collections::HashMap;

/// The maximum number of sentences in an answer.
const SENTENCES: usize = 3;

/// The maximum number of different words of a query; the rest of a long query is ignored. So the time for a text grows
/// with the text, whatever the query.
const WORDS: usize = 64;
/// The longest ending, in bytes, by which a word may differ from another one.
const ENDING: usize = 3;

/// A query, prepared for scoring any number of texts.
#[derive(Debug)]
pub struct Query {
    /// The weight of each word: its length, times its number in the query.
    weights: Vec<usize>,
    /// The words, as a set of bits.
    words: HashMap<String, u64>,
    /// The words of which this is the beginning.
    beginnings: HashMap<String, u64>,
}

impl Query {
    /// Prepares a query: the longer words, or all words if there are none.
    pub fn new(query: &str) -> Self {
        let is_long = |word: &String| word.chars().count() > 3;
        let any_long = words(query).any(|word| is_long(&word));
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let (mut weights, mut all, mut beginnings) = (Vec::new(), HashMap::new(), HashMap::new());
        for word in words(query).filter(|word| !any_long || is_long(word)) {
            let length = word.len();
            if let Some(number) = numbers.get(&word) {
                if let Some(weight) = weights.get_mut(*number) {
                    *weight += length;
                }
                continue;
            }
            if weights.len() == WORDS {
                continue;
            }
            let bit = 1_u64 << weights.len();
            numbers.insert(word.clone(), weights.len());
            weights.push(length);
            *all.entry(word.clone()).or_default() |= bit;
            for beginning in stems(&word) {
                *beginnings.entry(beginning.to_owned()).or_default() |= bit;
            }
        }
        Self { weights, words: all, beginnings }
    }

    /// Scores how well a text matches; 0 if it contains none of the words. Longer words count more.
    pub fn fit(&self, text: &str) -> usize {
        let bits = |words: &HashMap<String, u64>, word: &str| words.get(word).copied().unwrap_or(0);
        let found = words(text).fold(0, |found, word| {
            let longer = stems(&word).fold(0, |found, stem| found | bits(&self.words, stem));
            found | longer | bits(&self.words, &word) | bits(&self.beginnings, &word)
        });
        let weights = self.weights.iter().enumerate();
        weights.filter(|(number, _)| found >> number & 1 == 1).map(|(_, weight)| weight).sum()
    }

    /// Returns the sentences of the passages that match; `None` if there are none.
    pub fn fitting(&self, passages: &[&str]) -> Option<String> {
        let sentences: Vec<&str> = passages.iter().flat_map(|passage| sentences(passage)).collect();
        let mut ranked: Vec<(usize, usize)> = sentences
            .iter()
            .enumerate()
            .map(|(place, sentence)| (self.fit(sentence), place))
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
}

/// Returns an answer to `query` from passages, which are sorted by relevance. If no sentence matches, the first
/// sentence is the answer.
pub fn answer(query: &str, passages: &[&str]) -> Option<String> {
    let first = || passages.iter().find_map(|passage| sentences(passage).next());
    fitting(query, passages).or_else(|| first().map(str::to_owned))
}

/// Returns the sentences of the passages that match `query`; `None` if there are none.
pub fn fitting(query: &str, passages: &[&str]) -> Option<String> {
    Query::new(query).fitting(passages)
}

/// Returns the words of a text in lower case.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Returns the beginnings of a word without an ending: return of returned. A beginning has at least three bytes.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    (1..=ENDING)
        .filter_map(|ending| word.get(..word.len().checked_sub(ending)?))
        .filter(|stem| stem.len() > 2)
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
    use super::{Query, WORDS, answer, fitting, words};

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
        let query = Query::new("the open desk");
        assert_eq!((query.fit("A desk."), query.fit("A chair.")), (4, 0));
    }

    /// Compares two words letter by letter.
    fn same_stem(one: &str, other: &str) -> bool {
        let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        long.strip_prefix(short)
            .is_some_and(|ending| ending.is_empty() || (short.len() > 2 && ending.len() <= 3))
    }

    #[test]
    fn words_match_without_their_endings() {
        let all = [
            "re",
            "ret",
            "retu",
            "return",
            "returns",
            "returned",
            "returnable",
            "größe",
            "größer",
            "größen",
            "gr",
            "日本",
            "日本語",
            "a",
            "ab",
        ];
        for wanted in all {
            let query = Query::new(wanted);
            for has in all {
                let expected = if same_stem(wanted, has) { wanted.len() } else { 0 };
                assert_eq!(query.fit(has), expected, "{wanted} {has}");
            }
        }
        // A word counts as often as the query contains it.
        assert_eq!(Query::new("desk desk DESK").fit("the desk"), 12);
    }

    #[test]
    fn a_long_query_does_not_multiply_the_work() {
        let long: Vec<String> = (0..10_000).map(|number| format!("word{number} ")).collect();
        let long = long.concat();
        let query = Query::new(&long);
        assert_eq!(query.weights.len(), WORDS);
        assert!(query.beginnings.len() <= 3 * WORDS);
        assert_eq!(words(&long).count(), 10_000);
        assert!(query.fit("word0") > 0);
        assert_eq!(query.fit("other9999"), 0);
    }
}
