//! The platform's resources for every organization: lenses that can be run and cloned, and pipelines.

use std::sync::LazyLock;

use archetype_api::types::Pipeline;
use archetype_api::wire::from_json;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::lens_config::Config;
use super::lenses::Lens;

/// The pipelines as in responses, newest first.
static PIPELINES: LazyLock<Vec<Pipeline>> = LazyLock::new(|| {
    // The text is part of this program and validated by a test.
    from_json(include_bytes!("pipelines.json")).unwrap_or_default()
});

/// The lenses with their ids, newest first.
pub(super) fn lenses() -> [(&'static str, Lens); 2] {
    let machine = json!({
        "lens_name": "Machine state",
        "model_pipeline": [{"processor_name": "lens_timeseries_state_processor", "processor_config": {}}],
        "model_parameters": {"model_name": "OmegaEncoder", "normalize_input": true, "buffer_size": 1024},
    });
    let activity = json!({
        "lens_name": "Activity monitor",
        "model_pipeline": [{"processor_name": "lens_camera_processor", "processor_config": {}}],
        "model_parameters": {"instruction": "Describe the activity in the picture."},
    });
    [
        ("lns-5d0c7a31be94f268-k7rw3z9qn1x5vt2j", lens(machine, false)),
        ("lns-1b6fd02e93a7c845-d2vn6t8bz4y9ks3w", lens(activity, true)),
    ]
}

/// The time when the platform's lenses last changed.
pub(super) fn lenses_changed() -> Timestamp {
    Timestamp::from_second(1_768_212_000).unwrap_or_default()
}

/// Returns the platform lens with an id.
pub(super) fn lens_of(id: &str) -> Option<Lens> {
    lenses().into_iter().find(|(known, _)| *known == id).map(|(_, lens)| lens)
}

/// Returns the pipelines, newest first.
pub(super) fn pipelines() -> &'static [Pipeline] {
    &PIPELINES
}

fn lens(config: Value, mounted: bool) -> Lens {
    let config = match config {
        Value::Object(config) => config,
        _ => Config::new(),
    };
    let name = super::lens_config::name(&config).unwrap_or_default().to_owned();
    Lens { name, mounted, config }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platforms_resources_are_valid() {
        let read: Result<Vec<Pipeline>, _> = from_json(include_bytes!("pipelines.json"));
        let read = read.unwrap_or_else(|wrong| panic!("{wrong}"));
        assert_eq!((read.len(), pipelines().len()), (4, 4));
        for (_, lens) in lenses() {
            let shown = super::super::lens_config::show(&lens.config);
            assert_eq!(super::super::lens_config::flatten(&shown).unwrap(), lens.config);
        }
    }
}
