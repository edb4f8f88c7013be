//! Classification: a window of a recording gets the state whose examples have the nearest means.
//!
//! Columns are scaled by their spread between the states, so that a column with large numbers does not outweigh a
//! significant one.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write;

use serde_json::Value;

use super::work::Counted;
use crate::archetype::table::Record;

/// The maximum size of a window in rows.
const LARGEST: u64 = 65_536;

/// The default size of a window in rows.
const WINDOW: u64 = 64;

/// The header of the output.
const HEAD: &str = "window,first_row,last_row,state,confidence\n";

/// The configuration of a job for its tables.
#[derive(Debug, Default)]
pub(super) struct Settings {
    columns: Option<Vec<String>>,
    timestamp: Option<String>,
    window: usize,
    step: usize,
}

/// The sums and counts of the example values, by class and column.
#[derive(Debug, Default)]
pub(super) struct Examples {
    classes: BTreeMap<String, BTreeMap<String, (f64, u64)>>,
    rows: u64,
}

/// Classifies the rows of a recording.
#[derive(Debug)]
pub(super) struct Classifier {
    settings: Settings,
    columns: Vec<String>,
    /// The means of each state, by column.
    states: Vec<(String, Vec<f64>)>,
    /// The divisors of the columns.
    scales: Vec<f64>,
    /// The positions of the columns, known after the header has been read.
    places: Option<Vec<usize>>,
    rows: VecDeque<Vec<f64>>,
    read: usize,
    counted: Counted,
    windows: u64,
    wrong: Option<String>,
}

impl Settings {
    /// Returns the settings in a component's configuration.
    pub(super) fn of(config: Option<&Value>) -> Self {
        let reader = config.and_then(|config| config.get("reader_config"));
        let get = |name: &str| reader.and_then(|reader| reader.get(name));
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let rows = |name, default| {
            let rows = get(name).and_then(Value::as_u64).unwrap_or(default).clamp(1, LARGEST);
            usize::try_from(rows).unwrap_or(1)
        };
        let window = rows("window_size", WINDOW);
        Self {
            columns: get("data_columns")
                .and_then(Value::as_array)
                .map(|columns| columns.iter().filter_map(text).collect()),
            timestamp: get("timestamp_column").and_then(text),
            window,
            step: rows("step_size", u64::try_from(window).unwrap_or(WINDOW)),
        }
    }
}

impl Examples {
    /// Adds a row of an example to a class.
    pub(super) fn add(&mut self, class: &str, header: &[String], row: Record<'_>) {
        self.rows += 1;
        let sums = self.classes.entry(class.to_owned()).or_default();
        for (column, number) in header.iter().zip(row.fields()) {
            if let Some(number) = number_of(&number) {
                let sum = sums.entry(column.clone()).or_default();
                (sum.0, sum.1) = (sum.0 + number, sum.1 + 1);
            }
        }
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// Returns the means of a class, by column.
    pub(super) fn means(&self, class: &str) -> BTreeMap<String, f64> {
        let sums = self.classes.get(class).into_iter().flatten();
        sums.map(|(column, sum)| (column.clone(), mean(*sum))).collect()
    }

    /// Returns the columns that contain numbers in every class.
    fn columns(&self) -> Vec<String> {
        let mut classes = self.classes.values();
        let first = classes.next().into_iter().flat_map(BTreeMap::keys).cloned();
        classes.fold(first.collect(), |mut columns: Vec<String>, class| {
            columns.retain(|column| class.contains_key(column));
            columns
        })
    }
}

impl Classifier {
    /// Returns a classifier trained on the examples, or the reason why there is none.
    pub(super) fn new(settings: Settings, examples: &Examples) -> Result<Self, String> {
        let known = examples.columns();
        let columns = settings.columns.clone().unwrap_or_else(|| {
            let telling = |column: &&String| settings.timestamp.as_ref() != Some(column);
            known.iter().filter(telling).cloned().collect()
        });
        if let Some(missing) = columns.iter().find(|column| !known.contains(column)) {
            return Err(format!("The examples contain no numbers in the column {missing}."));
        }
        if columns.is_empty() {
            return Err("The examples have no numeric column in common.".to_owned());
        }
        let states: Vec<(String, Vec<f64>)> = examples
            .classes
            .keys()
            .map(|class| {
                let means = examples.means(class);
                let of = |column: &String| means.get(column).copied().unwrap_or_default();
                (class.clone(), columns.iter().map(of).collect())
            })
            .collect();
        let scales = (0..columns.len()).map(|column| {
            let means = states.iter().filter_map(|(_, means)| means.get(column).copied());
            let (least, most) = means
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), mean| {
                    (f64::min(least, mean), f64::max(most, mean))
                });
            if most > least { most - least } else { 1.0 }
        });
        Ok(Self {
            scales: scales.collect(),
            settings,
            columns,
            states,
            places: None,
            rows: VecDeque::new(),
            read: 0,
            counted: Counted::new(),
            windows: 0,
            wrong: None,
        })
    }

    /// Reads a row, starting with the header, and writes the state of the window that it completes.
    pub(super) fn read(&mut self, row: Record<'_>, states: &mut Vec<u8>) {
        if self.wrong.is_some() {
            return;
        }
        let Some(places) = &self.places else {
            self.read_head(row);
            states.extend_from_slice(HEAD.as_bytes());
            return;
        };
        let fields: Vec<_> = row.fields().collect();
        let number = |place: &usize| fields.get(*place).and_then(|field| number_of(field));
        // A value that is not a number counts as no difference.
        let numbers = places.iter().map(|place| number(place).unwrap_or(f64::NAN)).collect();
        self.rows.push_back(numbers);
        self.read += 1;
        if self.rows.len() > self.settings.window {
            self.rows.pop_front();
        }
        let full = self.rows.len() == self.settings.window;
        if full && (self.read - self.settings.window).is_multiple_of(self.settings.step) {
            self.tell(states);
        }
    }

    /// A recording shorter than a window counts as one window.
    pub(super) fn finish(&mut self, states: &mut Vec<u8>) {
        if self.windows == 0 && !self.rows.is_empty() {
            self.tell(states);
        }
    }

    /// Returns the number of windows by state, or the reason why there is no result.
    pub(super) fn outcome(self) -> Result<Counted, String> {
        match (self.wrong, self.places) {
            (Some(wrong), _) => Err(wrong),
            (None, None) => Err("The table is empty.".to_owned()),
            (None, Some(_)) => Ok(self.counted),
        }
    }

    fn read_head(&mut self, head: Record<'_>) {
        let names: Vec<String> = head.fields().map(|field| field.trim().to_owned()).collect();
        let mut places = Vec::new();
        for column in &self.columns {
            match names.iter().position(|name| name == column) {
                Some(place) => places.push(place),
                None => self.wrong = Some(format!("The table has no column {column}.")),
            }
        }
        self.places = Some(places);
    }

    fn tell(&mut self, states: &mut Vec<u8>) {
        let mut distances: Vec<(f64, &str)> = Vec::new();
        let means: Vec<f64> = (0..self.columns.len()).map(|column| self.mean(column)).collect();
        for (state, typical) in &self.states {
            let apart = means.iter().zip(typical).zip(&self.scales);
            let squares = apart.map(|((mean, typical), scale)| ((mean - typical) / scale).powi(2));
            distances.push((squares.filter(|square| !square.is_nan()).sum(), state));
        }
        distances.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let Some((nearest, state)) = distances.first() else { return };
        // From one half, if the second nearest state is equally near, to one, if there is no doubt.
        let confidence = distances.get(1).map_or(1.0, |(next, _)| {
            let all = nearest.sqrt() + next.sqrt();
            if all > 0.0 { next.sqrt() / all } else { 0.5 }
        });
        let (last, first) = (self.read, self.read + 1 - self.rows.len());
        let mut line = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(line, "{},{first},{last},{},{confidence:.3}", self.windows, quoted(state));
        states.extend_from_slice(line.as_bytes());
        *self.counted.entry((*state).to_owned()).or_default() += 1;
        self.windows += 1;
    }

    /// Returns the mean of a column over the window.
    fn mean(&self, column: usize) -> f64 {
        let numbers = self.rows.iter().filter_map(|row| row.get(column).copied());
        let sum = numbers
            .filter(|number| !number.is_nan())
            .fold((0.0, 0), |(sum, count), number| (sum + number, count + 1));
        mean(sum)
    }
}

#[allow(clippy::cast_precision_loss)] // no table has enough rows for the rounding to matter
fn mean((sum, count): (f64, u64)) -> f64 {
    if count == 0 { f64::NAN } else { sum / count as f64 }
}

fn number_of(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::archetype::table::Records;

    fn rows(table: &str, mut each: impl FnMut(Record<'_>)) {
        let mut records = Records::new();
        records.feed(table.as_bytes(), &mut each);
        records.finish(&mut each);
    }

    fn examples() -> Examples {
        let mut examples = Examples::default();
        let header = ["t", "x", "size"].map(str::to_owned);
        rows("0,0.1,1000\n1,0.3,1002\n", |row| examples.add("healthy", &header, row));
        rows("0,0.8,1001\n1,0.8,x\n", |row| examples.add("worn, bad", &header, row));
        examples
    }

    fn classify(reader: &Value, table: &str) -> Result<(String, Counted), String> {
        let config = json!({"reader_config": reader});
        let mut classifier = Classifier::new(Settings::of(Some(&config)), &examples())?;
        let mut states = Vec::new();
        rows(table, |row| classifier.read(row, &mut states));
        classifier.finish(&mut states);
        let counted = classifier.outcome()?;
        Ok((String::from_utf8(states).unwrap(), counted))
    }

    #[test]
    fn a_window_gets_the_nearest_state() {
        let reader = json!({"window_size": 2, "step_size": 1, "data_columns": ["x"]});
        let (states, counted) = classify(&reader, "x,y\n0.2,1\n0.2,1\n0.8,1\n0.8,1\n").unwrap();
        assert_eq!(
            states,
            "window,first_row,last_row,state,confidence\n\
             0,1,2,healthy,1.000\n\
             1,2,3,healthy,0.500\n\
             2,3,4,\"worn, bad\",1.000\n"
        );
        assert_eq!(counted.into_values().collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn columns_are_inferred_and_short_recordings_are_one_window() {
        let reader = json!({"timestamp_column": "t"});
        let (states, counted) = classify(&reader, "size,t,x\n1001,5,0.8\n,6,0.9\n").unwrap();
        assert_eq!(states.lines().count(), 2, "{states}");
        assert_eq!(counted.keys().collect::<Vec<_>>(), ["worn, bad"]);
    }

    #[test]
    fn incomparable_examples_are_reported() {
        let told = |reader: Value, table| classify(&reader, table).unwrap_err();
        assert_eq!(told(json!({}), "t,x\n1,2\n"), "The table has no column size.");
        let unknown = told(json!({"data_columns": ["speed"]}), "speed\n1\n");
        assert_eq!(unknown, "The examples contain no numbers in the column speed.");
        assert_eq!(told(json!({}), ""), "The table is empty.");
        let none = Classifier::new(Settings::default(), &Examples::default()).unwrap_err();
        assert_eq!(none, "The examples have no numeric column in common.");
    }
}
