//! The status of the platform: fixed data in place of a monitoring system.

use agents_api::types::{
    IncidentSchema, PlatformStatusResponse, ServiceStatusSchema, StatusOverviewSchema,
    UptimeMetricSchema,
};
use agents_api::wire::Nullable;
use jiff::Timestamp;

/// A short description of the state.
pub(super) const STATE: &str = "All systems operational";
/// A longer description of the state.
pub(super) const DESCRIPTION: &str = "All services work as expected.";

/// An incident or announcement.
#[derive(Debug)]
pub(super) struct Incident {
    pub(super) id: &'static str,
    pub(super) service: &'static str,
    occurred_at: &'static str,
    pub(super) impact: &'static str,
    state: &'static str,
}

/// Newest first.
pub(super) const INCIDENTS: [Incident; 3] = [
    Incident {
        id: "inc-2025-11-12-streaming",
        service: "Agents",
        occurred_at: "2025-11-12T14:20:00Z",
        impact: "Responses were slow for half an hour.",
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
        impact: "Usage of the previous night was shown twice; invoices were correct.",
        state: "resolved",
    },
];

/// Name, description and owner.
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

/// Returns the incident with an id.
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
            "Share of minutes in which the API responded",
            "+0.02 %",
            "positive",
        ),
        UptimeMetricSchema::new(
            "Time to first word",
            "0.4 s",
            "Median time until an agent starts to respond",
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
