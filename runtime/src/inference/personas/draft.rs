//! Completes a persona: fills in missing properties from the known ones and from earlier messages.

use inference_api::types::PersonaDraft;
use inference_api::wire::{Date, Json};

use crate::responder::excerpt::words;

/// The number of words of a prompt that are used as a name.
const NAME: usize = 4;

/// The default age.
const AGE: i16 = 35;

/// Fills in missing properties. The most recent message takes precedence.
pub(super) fn complete(mut persona: PersonaDraft, said: &[String], today: Date) -> PersonaDraft {
    let newest = || said.iter().rev().map(String::as_str);
    if persona.name.is_none() {
        persona.name = newest().find_map(name).or_else(|| Some("New persona".to_owned()));
    }
    if persona.birthdate.is_none() {
        let age = newest().find_map(age).unwrap_or(AGE);
        let day = Date::new(today.year().saturating_sub(age), 1, 1).unwrap_or(Date::ZERO);
        persona.birthdate = Some(day);
    }
    if persona.notes.is_none() {
        persona.notes = Some(said.join(" "));
    }
    let mut data = persona.data.take().unwrap_or_default();
    if let Some(city) = newest().find_map(city) {
        data.entry("city".to_owned()).or_insert(Json::String(city.to_owned()));
    }
    persona.data = Some(data);
    persona
}

/// Returns the beginning of a text, without an article.
fn name(text: &str) -> Option<String> {
    let end = text.find([',', '.', ';', '!', '?']).unwrap_or(text.len());
    let head = text.get(..end)?.split_whitespace();
    let head = head.skip_while(|word| matches!(word.to_lowercase().as_str(), "a" | "an" | "the"));
    let head: Vec<&str> = head.take(NAME).collect();
    let mut signs = head.join(" ").chars().collect::<Vec<_>>().into_iter();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect())
}

/// Returns the number before “years old”.
fn age(text: &str) -> Option<i16> {
    let words: Vec<String> = words(text).collect();
    let ages = words.windows(3).filter_map(|three| match three {
        [age, years, old] if years == "years" && old == "old" => age.parse().ok(),
        _ => None,
    });
    let mut ages = ages.filter(|age| (0..=120).contains(age));
    ages.next()
}

/// Returns the name after “from” or “in”.
fn city(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if matches!(word.to_lowercase().as_str(), "from" | "in") {
            let next = words.clone().next()?.trim_matches(|sign: char| !sign.is_alphanumeric());
            if next.starts_with(char::is_uppercase) {
                return Some(next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 2, 1);

    fn said(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn missing_properties_are_filled_in() {
        let said = said(&[
            "Make the client about 40 years old.",
            "A client who flies often, from Lisbon.",
        ]);
        let found = complete(PersonaDraft::new(), &said, TODAY);
        assert_eq!(found.name.as_deref(), Some("Client who flies often"));
        assert_eq!(found.birthdate, Some(Date::constant(1986, 1, 1)));
        assert_eq!(found.notes, Some(said.join(" ")));
        assert_eq!(found.data.unwrap().get("city").unwrap(), "Lisbon");
    }

    #[test]
    fn known_properties_are_kept() {
        let known = PersonaDraft::new()
            .with_name("Ada")
            .with_birthdate(Date::constant(1990, 5, 17))
            .with_notes("")
            .with_data([("city".to_owned(), Json::from("Porto"))].into());
        assert_eq!(
            complete(known.clone(), &said(&["A pilot from Rome, 20 years old."]), TODAY),
            known
        );
    }

    #[test]
    fn an_empty_draft_gets_defaults() {
        let made = complete(PersonaDraft::new(), &[], TODAY);
        assert_eq!(made.name.as_deref(), Some("New persona"));
        assert_eq!(made.birthdate, Some(Date::constant(1991, 1, 1)));
        assert_eq!(age("999 years old, then 7 years old"), Some(7));
        assert_eq!(city("Someone in trouble, in  (Oslo)"), Some("Oslo"));
        assert_eq!(name("The ."), None);
    }
}
