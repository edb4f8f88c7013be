//! How the platform is doing: a table that stands for what monitoring would tell.

use agents_api::types::{
    IncidentSchema, PlatformStatusResponse, ServiceStatusSchema, StatusOverviewSchema,
    UptimeMetricSchema,
};
use agents_api::wire::Nullable;
use jiff::Timestamp;

/// The state in a few words.
pub(super) const STATE: &str = "All systems operational";
/// The state in a sentence.
pub(super) const DESCRIPTION: &str = "Every part of the platform works as it should.";

/// Something that went wrong, or was announced.
#[derive(Debug)]
pub(super) struct Incident {
    pub(super) id: &'static str,
    pub(super) service: &'static str,
    occurred_at: &'static str,
    pub(super) impact: &'static str,
    state: &'static str,
}

/// The latest first.
pub(super) const INCIDENTS: [Incident; 3] = [
    Incident {
        id: "inc-2025-11-12-streaming",
        service: "Agents",
        occurred_at: "2025-11-12T14:20:00Z",
        impact: "Answers arrived late for half an hour.",
        state: "resolved",
    },
    Incident {
        id: "inc-2025-10-05-storage-maintenance",
        service: "Storage",
        occurred_at: "2025-10-05T02:00:00Z",
        impact: "Uploads were paused for ten minutes while disks were replaced.",
        state: "resolved",
    },
    Incident {
        id: "inc-2025-09-18-billing",
        service: "Billing",
        occurred_at: "2025-09-18T08:45:00Z",
        impact: "Usage of the night before was shown twice; invoices were right.",
        state: "resolved",
    },
];

/// Name, what it is for, and who looks after it.
const SERVICES: [(&str, &str, &str); 5] = [
    ("API", "Accounts, tenants and sessions", "Platform"),
    ("Agents", "Chats and workflows", "Agent platform"),
    ("Search", "Vector stores", "Agent platform"),
    ("Storage", "Uploads and downloads", "Platform"),
    ("Billing", "Plans, usage and invoices", "Finance systems"),
];

impl Incident {
    pub(super) fn occurred_at(&self) -> Result<Timestamp, jiff::Error> {
        self.occurred_at.parse()
    }

    fn answer(&self) -> Result<IncidentSchema, jiff::Error> {
        let at = self.occurred_at()?.into();
        Ok(IncidentSchema::new(self.id, self.service, at, self.impact, self.state))
    }
}

/// The incident with an id.
pub(super) fn incident(id: &str) -> Option<&'static Incident> {
    INCIDENTS.iter().find(|incident| incident.id == id)
}

pub(super) fn status(now: Timestamp) -> Result<PlatformStatusResponse, jiff::Error> {
    let services = SERVICES.iter().map(|(name, description, owner)| {
        let mut service = ServiceStatusSchema::new(*name, "operational", *description, *owner);
        let last = INCIDENTS.iter().find(|incident| incident.service == *name);
        let last = last.map(Incident::occurred_at).transpose()?;
        service.last_incident_at = last.map_or(Nullable::Null, |at| Nullable::Value(at.into()));
        Ok(service)
    });
    let metrics = vec![
        UptimeMetricSchema::new(
            "Uptime, 30 days",
            "99.98 %",
            "Share of minutes in which the API answered",
            "+0.02 %",
            "positive",
        ),
        UptimeMetricSchema::new(
            "First word of an answer",
            "0.4 s",
            "Median time until an agent begins to answer",
            "0.0 s",
            "neutral",
        ),
    ];
    Ok(PlatformStatusResponse::new(
        now.into(),
        StatusOverviewSchema::new(STATE, DESCRIPTION, now.into()),
        services.collect::<Result<_, jiff::Error>>()?,
        INCIDENTS.iter().map(Incident::answer).collect::<Result<_, _>>()?,
        metrics,
    ))
}
