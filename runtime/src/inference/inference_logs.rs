//! The inference logs: model calls with caller and cost, individually and summarized.

use inference_api::operations as op;
use inference_api::types;
use inference_api::wire::{Call, DateTime, Map, Outcome};
use jiff::Timestamp;

use super::caller::Caller;
use super::records::Log;
use super::refusal::Refusal;
use super::space_store::SpaceStore;
use super::{Inference, now, paging};
use crate::store::List;

/// The default page size.
const SIZE: i32 = 20;

impl op::InferenceLogsApi for Inference {
    type Principal = Caller;

    async fn list_inference_logs(
        &self,
        call: Call<op::ListInferenceLogs, Caller>,
    ) -> Outcome<op::ListInferenceLogs> {
        let Call { request, principal, .. } = call;
        let (page, size) = (request.page, request.page_size.unwrap_or(SIZE));
        let filter = Filter {
            from: request.start_date,
            to: request.end_date,
            user: request.user,
            model: request.model,
            status: request.status,
            kind: request.type_,
            tag: request.tag,
            correlation_id: request.correlation_id,
        };
        let page = if filter == Filter::default() {
            let newest = List::new().newest_first();
            paging::numbered(&principal.space_store.logs(), newest, page, size).await?
        } else {
            let mut logs = filter.find(&principal.space_store).await?;
            logs.reverse();
            paging::numbered_of(logs, page, size)
        };
        let page = page.map(|log| log.shown.0);
        Ok(types::InferenceLogList::new(page.count, page.data, page.has_more))
    }

    async fn get_inference_logs_summary(
        &self,
        call: Call<op::GetInferenceLogsSummary, Caller>,
    ) -> Outcome<op::GetInferenceLogsSummary> {
        let Call { request, principal, .. } = call;
        let filter = Filter {
            from: request.start_date,
            to: request.end_date,
            user: request.user,
            model: request.model,
            kind: request.type_,
            correlation_id: request.correlation_id,
            ..Filter::default()
        };
        let logs = filter.find(&principal.space_store).await?;
        let first = principal.space_store.logs().list(&List::new().limit(1)).await?.items;
        let first = first.first().map(|log| log.value.shown.created_at);
        let now = now(&self.clock).into();
        let from = filter.from.or(first).unwrap_or(now);
        Ok(sum(&logs, from, filter.to.unwrap_or(now)))
    }
}

/// The filters. An entry must match all of them.
#[derive(Debug, Default, PartialEq)]
struct Filter {
    from: Option<DateTime>,
    to: Option<DateTime>,
    user: Option<String>,
    model: Option<String>,
    status: Option<String>,
    kind: Option<String>,
    tag: Option<String>,
    correlation_id: Option<String>,
}

impl Filter {
    /// Returns the matching entries, oldest first.
    async fn find(&self, space_store: &SpaceStore) -> Result<Vec<Log>, Refusal> {
        // The store can look up only one key. The most selective one is used first; the other filters are applied here.
        let keys = [
            ("correlation_id", &self.correlation_id),
            ("tag", &self.tag),
            ("user", &self.user),
            ("type", &self.kind),
            ("model", &self.model),
        ];
        let key = keys.into_iter().find_map(|(name, value)| Some((name, value.as_deref()?)));
        let list = key.map_or(List::new(), |(name, value)| List::new().with_key(name, value));
        let logs = space_store.logs().list(&list).await?.items.into_iter().map(|log| log.value);
        Ok(logs.filter(|log| self.fits(log)).collect())
    }

    fn fits(&self, log: &Log) -> bool {
        let shown = &log.shown;
        let at = shown.created_at.timestamp();
        let is = |wanted: &Option<String>, value: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == value)
        };
        let instant = |time: DateTime| -> Timestamp { time.timestamp() };
        self.from.is_none_or(|from| instant(from) <= at)
            && self.to.is_none_or(|to| at <= instant(to))
            && (is(&self.user, &shown.user) || is(&self.user, &log.caller))
            && is(&self.model, &shown.model)
            && is(&self.status, &shown.status)
            && is(&self.kind, &shown.type_)
            && self.tag.as_ref().is_none_or(|tag| shown.tags.contains(tag))
            && self
                .correlation_id
                .as_ref()
                .is_none_or(|wanted| shown.correlation_id.as_ref() == Some(wanted))
    }
}

fn sum(logs: &[Log], from: DateTime, to: DateTime) -> types::InferenceLogsSummary {
    let logs: Vec<&types::InferenceLog> = logs.iter().map(|log| &log.shown.0).collect();
    let mut usage: Map<i64> = Map::new();
    for log in &logs {
        *usage.entry(log.model.clone()).or_default() += 1;
    }
    let total = |read: fn(&types::InferenceLog) -> i64| logs.iter().map(|log| read(log)).sum();
    let successes = logs.iter().filter(|log| log.status == "success").count();
    let latency: f64 = logs.iter().map(|log| log.latency_ms).sum();
    types::InferenceLogsSummary::new(
        from,
        to,
        i64::try_from(logs.len()).unwrap_or(i64::MAX),
        share(count(successes), count(logs.len())),
        share(latency, count(logs.len())),
        total(|log| log.input_tokens),
        total(|log| log.output_tokens),
        total(|log| log.total_tokens),
        usage,
    )
}

/// Returns a fraction; 0 if the total is 0.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stored::Stored;

    fn log(model: &str, status: &str, tokens: i64, at: &str) -> Log {
        let at = at.parse().unwrap();
        let mut shown = types::InferenceLog::new(
            "1",
            "client-34",
            model,
            "chat",
            status,
            vec!["desk".to_owned()],
            tokens,
            2,
            tokens + 2,
            10.0,
            at,
        );
        shown.correlation_id = Some("ticket".to_owned());
        Log { shown: Stored(shown), caller: "user-1".to_owned() }
    }

    #[test]
    fn entries_are_summarized() {
        let at = "2026-01-01T00:00:00Z";
        let logs =
            [log("a", "success", 5, at), log("b", "error", 7, at), log("a", "success", 1, at)];
        let time: DateTime = at.parse().unwrap();
        let summary = sum(&logs, time, time);
        assert_eq!((summary.total_calls, summary.input_tokens, summary.output_tokens), (3, 13, 6));
        assert_eq!(summary.total_tokens, 19);
        assert!((summary.success_rate - 2.0 / 3.0).abs() < 1e-9);
        assert!((summary.avg_latency_ms - 10.0).abs() < 1e-9);
        assert_eq!(
            summary.model_usage.into_iter().collect::<Vec<_>>(),
            [("a".to_owned(), 2), ("b".to_owned(), 1)]
        );
        let nothing = sum(&[], time, time);
        assert!(nothing.success_rate.abs() + nothing.avg_latency_ms.abs() < 1e-9);
    }

    #[test]
    fn an_entry_must_match_all_filters() {
        let line = log("a", "success", 5, "2026-01-02T00:00:00Z");
        let text = |text: &str| Some(text.to_owned());
        let fits = [
            Filter::default(),
            Filter { user: text("client-34"), tag: text("desk"), ..Filter::default() },
            Filter { user: text("user-1"), correlation_id: text("ticket"), ..Filter::default() },
            Filter { from: "2026-01-02T01:00:00+01:00".parse().ok(), ..Filter::default() },
            Filter { to: "2026-01-02T00:00:00Z".parse().ok(), ..Filter::default() },
        ];
        assert!(fits.iter().all(|filter| filter.fits(&line)));
        let misses = [
            Filter { user: text("other"), ..Filter::default() },
            Filter { model: text("a"), status: text("error"), ..Filter::default() },
            Filter { kind: text("insight"), ..Filter::default() },
            Filter { tag: text("des"), ..Filter::default() },
            Filter { from: "2026-01-02T00:00:01Z".parse().ok(), ..Filter::default() },
            Filter { to: "2026-01-01T00:00:00Z".parse().ok(), ..Filter::default() },
        ];
        assert!(!misses.iter().any(|filter| filter.fits(&line)));
    }
}
