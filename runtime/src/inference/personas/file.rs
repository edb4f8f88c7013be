//! Parses a persona file, JSON or CSV. Returns the personas, or all violations.

use inference_api::types::PersonaCreate;
use inference_api::wire::{Date, Json, from_json};

/// The maximum number of violations to report.
const MOST: usize = 10;

/// The maximum number of violations to count.
const COUNTED: usize = 1000;

/// Parses a file. The errors include their location.
pub(super) fn read(name: &str, content: &[u8]) -> Result<Vec<PersonaCreate>, String> {
    let text = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    let found = match first {
        // No CSV file starts like this, because it would be the name of a column.
        Some(b'[' | b'{') => json(text),
        _ => csv(text),
    };
    found.map_err(|wrong| {
        let more = wrong.len().saturating_sub(MOST);
        let mut told: Vec<String> =
            wrong.into_iter().take(MOST).map(|wrong| format!("{name}, {wrong}")).collect();
        if more > 0 {
            told.push(format!("{name}: {more} more"));
        }
        told.join("; ")
    })
}

fn json(text: &[u8]) -> Result<Vec<PersonaCreate>, Vec<String>> {
    let told = |violations: inference_api::wire::Violations| -> Vec<String> {
        let each = violations.iter();
        each.map(|found| format!("{}: {}", found.pointer, found.message)).collect()
    };
    let personas: Vec<PersonaCreate> = from_json(text).map_err(told)?;
    let wrong: Vec<String> = (0..)
        .zip(&personas)
        .filter_map(|(index, persona): (usize, _)| Some(format!("/{index}{}", fault(persona)?)))
        .collect();
    if wrong.is_empty() { Ok(personas) } else { Err(wrong) }
}

/// Returns the violations in a persona.
fn fault(persona: &PersonaCreate) -> Option<String> {
    let letters = persona.name.chars().count();
    (letters == 0 || letters > 255).then(|| "/name: expected 1 to 255 characters".to_owned())
}

fn csv(text: &[u8]) -> Result<Vec<PersonaCreate>, Vec<String>> {
    let mut reader = csv::Reader::from_reader(text);
    let columns = reader.headers().map_err(|error| vec![format!("line 1: {error}")])?.clone();
    let columns: Vec<&str> = columns.iter().map(str::trim).collect();
    let missing: Vec<String> = ["name", "birthdate", "notes"]
        .into_iter()
        .filter(|needed| !columns.contains(needed))
        .map(|needed| format!("line 1: missing column {needed}"))
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let (mut personas, mut wrong) = (Vec::new(), Vec::new());
    for row in reader.records() {
        if wrong.len() >= COUNTED {
            break;
        }
        match row {
            Ok(row) => {
                let line = row.position().map_or(0, csv::Position::line);
                match persona(&columns, &row) {
                    Ok(persona) => personas.push(persona),
                    Err(why) => wrong.push(format!("line {line}: {why}")),
                }
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                wrong.push(format!("line {line}: expected a row with {} columns", columns.len()));
            }
        }
    }
    if wrong.is_empty() { Ok(personas) } else { Err(wrong) }
}

fn persona(columns: &[&str], row: &csv::StringRecord) -> Result<PersonaCreate, String> {
    let cell = |name: &str| {
        let cells = columns.iter().zip(row).find(|(column, _)| **column == name);
        cells.map_or("", |(_, cell)| cell)
    };
    let born = cell("birthdate");
    let birthdate: Date = born
        .trim()
        .parse()
        .map_err(|_| format!("birthdate: expected a date, such as 1990-05-17, not {born:?}"))?;
    let mut persona = PersonaCreate::new(cell("name").trim(), birthdate, cell("notes"));
    let others = columns.iter().zip(row);
    let others = others.filter(|(column, _)| !matches!(**column, "name" | "birthdate" | "notes"));
    let others = others.map(|(column, cell)| ((*column).to_owned(), Json::from(cell)));
    persona.data = Some(others.collect());
    match fault(&persona) {
        None => Ok(persona),
        Some(why) => Err(why.trim_start_matches('/').to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_formats_are_equivalent() {
        let table = "\u{feff}name, birthdate,notes,city\nFrequent flyer,1990-05-17,\"Short, please.\",Lisbon\n";
        let list = r#" [{"name": "Frequent flyer", "birthdate": "1990-05-17", "notes": "Short, please.",
                         "data": {"city": "Lisbon"}}]"#;
        let of_table = read("a.csv", table.as_bytes()).unwrap();
        assert_eq!(of_table, read("a.json", list.as_bytes()).unwrap());
        assert_eq!(of_table.len(), 1);
    }

    #[test]
    fn all_violations_are_reported() {
        let table = [
            (
                "",
                "f, line 1: missing column name; f, line 1: missing column birthdate; f, line 1: missing column \
                    notes",
            ),
            (
                "name,birthdate,notes\nAda,soon,x\n,1990-01-01,\nBo,1990-01-01\n",
                "f, line 2: birthdate: expected a date, such as 1990-05-17, not \"soon\"; f, line 3: name: \
                    expected 1 to 255 characters; f, line 4: expected a row with 3 columns",
            ),
            (
                "[{\"name\": \"\", \"birthdate\": \"1990-01-01\", \"notes\": \"\"}]",
                "f, /0/name: expected 1 to 255 characters",
            ),
        ];
        for (content, expected) in table {
            assert_eq!(read("f", content.as_bytes()).unwrap_err(), expected);
        }
        let wrong = read("f", b"[{\"birthdate\": 5, \"notes\": \"\"}, 7]").unwrap_err();
        for place in ["/0/name", "/0/birthdate", "/1"] {
            assert!(wrong.contains(place), "{wrong}");
        }
        let many = format!("name,birthdate,notes\n{}", "x,y,z\n".repeat(12));
        assert!(read("f", many.as_bytes()).unwrap_err().ends_with("f: 2 more"));
        assert!(read("f", b"{").is_err() && read("f", b"[\xff]").is_err());
    }
}
