//! Durations (RFC 3339, appendix A), local dates and times, and HTTP dates (RFC 9110, section 5.6.7).

use jiff::civil;

use crate::values::scalar::{is_date as has_form_of_date, is_time, looks_like};

/// A calendar date.
pub(super) fn is_date(text: &str) -> bool {
    has_form_of_date(text.as_bytes()) && text.parse::<civil::Date>().is_ok()
}

/// `2026-02-15T11:50:13`
pub(super) fn is_local_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else { return false };
    is_date(date) && is_time(time.as_bytes()) && time.parse::<civil::Time>().is_ok()
}

/// `P3DT12H`: units in order, with none left out in between. The last count may have a fraction, as in ISO 8601 and in
/// what .NET and Java write: `PT1.5S`.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(text) = text.strip_prefix('P') else { return false };
    let whole;
    let text = match without_fraction(text) {
        Some(found) => {
            whole = found;
            whole.as_str()
        }
        None => text,
    };
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    if let (Some(weeks), None) = (date.strip_suffix('W'), time) {
        return is_count(weeks);
    }
    let is_date = has_units(date, "YMD") || (date.is_empty() && time.is_some());
    is_date && time.is_none_or(|time| has_units(time, "HMS"))
}

/// Removes the fraction of the last count, before the last unit.
fn without_fraction(text: &str) -> Option<String> {
    let at = text.find('.')?;
    let (whole, rest) = (text.get(..at)?, text.get(at + 1..)?);
    let unit = rest.chars().next_back()?;
    let digits = rest.strip_suffix(unit)?;
    let is_count = is_count(digits) && whole.ends_with(|c: char| c.is_ascii_digit());
    is_count.then(|| format!("{whole}{unit}"))
}

/// Returns whether `text` is a sequence of counts with adjacent units.
fn has_units(text: &str, units: &str) -> bool {
    let mut rest = text;
    let mut next: Option<usize> = None;
    while let Some(at) = rest.find(|c: char| !c.is_ascii_digit()) {
        let (count, more) = rest.split_at(at);
        let mut more = more.chars();
        let Some(place) = more.next().and_then(|unit| units.find(unit)) else { return false };
        if !is_count(count) || next.is_some_and(|next| next != place) {
            return false;
        }
        next = Some(place + 1);
        rest = more.as_str();
    }
    rest.is_empty() && next.is_some()
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Sun, 15 Feb 2026 11:50:13 GMT`, with the right day of the week.
pub(super) fn is_http_date(text: &str) -> bool {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let Some((weekday, text)) = text.split_once(", ") else { return false };
    let [day, month, year, time, "GMT"] = text.split(' ').collect::<Vec<_>>()[..] else {
        return false;
    };
    let Some(month) = (1_i8..).zip(MONTHS).find(|(_, name)| *name == month) else { return false };
    let date = looks_like(day.as_bytes(), "00") && looks_like(year.as_bytes(), "0000");
    let date = date.then(|| {
        let (year, day) = (year.parse().ok()?, day.parse().ok()?);
        civil::Date::new(year, month.0, day).ok()
    });
    let is_day = date.flatten().is_some_and(|date| {
        let index = date.weekday().to_monday_zero_offset();
        usize::try_from(index).ok().and_then(|index| DAYS.get(index)) == Some(&weekday)
    });
    is_day && looks_like(time.as_bytes(), "00:00:00") && time.parse::<civil::Time>().is_ok()
}

#[cfg(test)]
mod tests {
    use crate::values::format::Format::{Date, DateTimeLocal, Duration, HttpDate, TimeLocal};
    use crate::values::format::tests::check;

    #[test]
    fn durations() {
        check(
            Duration,
            &[
                "P1Y2M3DT4H5M6S",
                "P2W",
                "PT0S",
                "P1M2D",
                "PT1M2S",
                "P01D",
                "P1DT12H",
                "PT36H",
                "PT0.5S",
                "PT1.5S",
                "P1DT1.25H",
                "P0.5D",
                "P1.5W",
                "PT1M0.000000001S",
            ],
            &[
                "", "P", "PT", "1D", "P1", "P1DT", "P1Y2D", "PT1H2S", "P2D1Y", "P1D2H", "PT1D",
                "PT.5S", "PT1.S", "PT1,5S", "PT1.5M2S", "P1.5DT2H", "PT1.5.5S", "PT1.5",
                "PT1.2x5S", "P1.5T", "-P1D", "P-1D", "P1WT1H", "P1Y2W", "P1D\n", "P২D", "p1d",
                "P1Y1Y",
            ],
        );
    }

    #[test]
    fn dates_and_times() {
        check(
            DateTimeLocal,
            &["2026-02-15T11:50:13", "2026-02-15 11:50:13.5"],
            &["2026-02-15", "2026-02-30T11:50:13", "2026-02-15T25:00:00", "2026-02-15T11:50:13Z"],
        );
        check(TimeLocal, &["11:50:13", "11:50:13.5"], &["11:50", "11:50:13Z", "24:00:00"]);
        check(Date, &["2026-02-28"], &["2026-02-29", "2026-2-28", "20260228"]);
        check(
            HttpDate,
            &["Sun, 06 Nov 1994 08:49:37 GMT"],
            &[
                "",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 06 nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 25:49:37 GMT",
                "Sun, 31 Feb 2026 08:49:37 GMT",
            ],
        );
    }
}
