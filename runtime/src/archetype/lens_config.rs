//! Lens configurations: accepts the caller's flat or wrapped form and returns the flat form with all properties of
//! responses, or all violations.

use archetype_api::types::{ErrorDetail, LensConfig};
use archetype_api::wire::{from_json, to_json};
use serde_json::{Map, Value, json};

/// The stored form of a configuration.
pub(super) type Config = Map<String, Value>;

/// The available processors of a pipeline.
pub(super) const PROCESSORS: [&str; 4] = [
    "lens_camera_processor",
    "lens_timeseries_state_processor",
    "lens_timeseries_embedding_processor",
    "lens_anomaly_detector",
];

/// The error message for an invalid configuration.
pub(super) const INVALID: &str = "INVALID_LENS_CONFIG";

/// Returns the flat form of the caller's configuration.
pub(super) fn flatten(sent: &LensConfig) -> Result<Config, Vec<ErrorDetail>> {
    let mut config = fields(sent);
    let mut place = "/lens_config";
    if let Some(Value::Object(inner)) = config.remove("lens_config") {
        place = "/lens_config/lens_config";
        // Outer properties take precedence over inner ones.
        let outer = std::mem::replace(&mut config, inner);
        config.extend(outer);
    }
    let mut flat = Config::new();
    for (name, default) in [
        ("lens_name", None),
        ("model_pipeline", Some(json!([]))),
        ("model_parameters", Some(json!({}))),
    ] {
        if let Some(value) = config.shift_remove(name).or(default) {
            flat.insert(name.to_owned(), value);
        }
    }
    flat.extend(config);
    let wrong = check(&flat, place);
    if wrong.is_empty() { Ok(flat) } else { Err(wrong) }
}

/// Returns a stored configuration for a response.
pub(super) fn show(config: &Config) -> LensConfig {
    // It was validated when it was stored.
    from_json(Value::Object(config.clone()).to_string().as_bytes()).unwrap_or_default()
}

/// Returns the name of the lens in a configuration.
pub(super) fn name(config: &Config) -> Option<&str> {
    config.get("lens_name").and_then(Value::as_str)
}

fn fields(sent: &LensConfig) -> Config {
    serde_json::from_slice(&to_json(sent)).unwrap_or_default()
}

fn check(flat: &Config, place: &str) -> Vec<ErrorDetail> {
    let text = Value::Object(flat.clone()).to_string();
    let config: LensConfig = match from_json(text.as_bytes()) {
        Ok(config) => config,
        Err(violations) => {
            return violations
                .iter()
                .map(|wrong| error(format!("{place}{}", wrong.pointer), &wrong.message))
                .collect();
        }
    };
    let pipeline = config.model_pipeline.iter().flatten().enumerate();
    let unknown = pipeline.filter(|(_, step)| !PROCESSORS.contains(&step.processor_name.as_str()));
    unknown
        .map(|(index, step)| {
            let pointer = format!("{place}/model_pipeline/{index}/processor_name");
            error(pointer, &format!("There is no processor {}.", step.processor_name))
        })
        .collect()
}

fn error(pointer: String, message: &str) -> ErrorDetail {
    ErrorDetail::new(INVALID, message).with_pointer(pointer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(config: &Value) -> Result<Value, Vec<(String, String)>> {
        let config = from_json(config.to_string().as_bytes()).unwrap();
        flatten(&config).map(Value::Object).map_err(|errors| {
            let told = |error: ErrorDetail| (error.pointer.unwrap_or_default(), error.message);
            errors.into_iter().map(told).collect()
        })
    }

    #[test]
    fn flat_and_wrapped_forms_are_equivalent() {
        let flat = json!({
            "lens_name": "Dock",
            "model_pipeline": [{"processor_name": "lens_camera_processor", "processor_config": {}}],
            "model_parameters": {"focus": "people"},
            "output_streams": [{"stream_type": "server_sent_events_writer"}],
            "camera_buffer_size": 3,
        });
        let wrapped = json!({
            "lens_name": "Dock",
            "lens_config": {
                "model_pipeline": [{"processor_name": "lens_camera_processor", "processor_config": {}}],
                "model_parameters": {"focus": "people"},
                "camera_buffer_size": 3,
            },
            "output_streams": [{"stream_type": "server_sent_events_writer"}],
        });
        assert_eq!(sent(&flat).unwrap(), flat);
        assert_eq!(sent(&wrapped).unwrap(), flat);
        assert_eq!(
            sent(&json!({})).unwrap(),
            json!({"model_pipeline": [], "model_parameters": {}})
        );
    }

    #[test]
    fn invalid_values_are_reported_with_their_location() {
        let sonar = json!({"model_pipeline": [{"processor_name": "lens_camera_processor"}, {"processor_name": "lens_sonar_processor"}]});
        let place = "/lens_config/model_pipeline/1/processor_name".to_owned();
        let why = "There is no processor lens_sonar_processor.".to_owned();
        assert_eq!(sent(&sonar).unwrap_err(), [(place, why)]);
        let inside =
            sent(&json!({"lens_config": {"model_pipeline": {}, "lens_name": 7}})).unwrap_err();
        let places: Vec<&str> = inside.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(
            places,
            ["/lens_config/lens_config/lens_name", "/lens_config/lens_config/model_pipeline"]
        );
    }
}
