//! The agents of every tenant, their abilities and their handoffs.

/// An agent.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::agents) struct Agent {
    pub(in crate::agents) name: &'static str,
    pub(in crate::agents) description: &'static str,
    /// The names of its tools.
    pub(in crate::agents) tools: &'static [&'static str],
    /// Whether it hands off to specialized agents.
    pub(in crate::agents) hands_over: bool,
    /// The words in a message that indicate this agent.
    cues: &'static [&'static str],
}

/// A tool.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::agents) struct Tool {
    pub(in crate::agents) name: &'static str,
    pub(in crate::agents) category: &'static str,
}

/// Searches the vector stores of the tenant.
pub(in crate::agents) const FILE_SEARCH: &str = "file_search";
/// Calculates.
pub(in crate::agents) const CODE_INTERPRETER: &str = "code_interpreter";

/// The default agent.
pub(in crate::agents) const DEFAULT: &str = "triage";

/// The agents, by name.
pub(in crate::agents) const AGENTS: [Agent; 3] = [
    Agent {
        name: "analyst",
        description: "Calculates, and analyzes figures.",
        tools: &[CODE_INTERPRETER],
        hands_over: false,
        cues: &["calculate", "compute", "sum", "percent", "average"],
    },
    Agent {
        name: "researcher",
        description: "Finds and assesses sources.",
        tools: &[FILE_SEARCH, "web_search"],
        hands_over: false,
        cues: &["research", "source", "sources", "investigate", "study"],
    },
    Agent {
        name: "triage",
        description: "Answers general questions and hands off to specialists.",
        tools: &[FILE_SEARCH],
        hands_over: true,
        cues: &[],
    },
];

/// The tools, by name. The last one is never used, because this server has no web access.
pub(in crate::agents) const TOOLS: [Tool; 3] = [
    Tool { name: CODE_INTERPRETER, category: "data" },
    Tool { name: FILE_SEARCH, category: "search" },
    Tool { name: "web_search", category: "search" },
];

/// Returns the agent with a name.
pub(in crate::agents) fn named(name: &str) -> Option<&'static Agent> {
    AGENTS.iter().find(|agent| agent.name == name)
}

impl Agent {
    /// Returns the agent that takes over from this one for a message, if there is a better one.
    pub(in crate::agents) fn successor(&self, message: &str) -> Option<&'static Agent> {
        if !self.hands_over {
            return None;
        }
        let words: Vec<String> =
            message.split(|sign: char| !sign.is_alphanumeric()).map(str::to_lowercase).collect();
        AGENTS.iter().find(|other| {
            other.name != self.name
                && other.cues.iter().any(|cue| words.iter().any(|word| word == cue))
        })
    }

    pub(in crate::agents) fn has(&self, tool: &str) -> bool {
        self.tools.contains(&tool)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_consistent() {
        assert!(AGENTS.is_sorted_by_key(|agent| agent.name));
        assert!(TOOLS.is_sorted_by_key(|tool| tool.name));
        assert!(named(DEFAULT).is_some());
        assert_eq!(named("nobody"), None);
        for tool in AGENTS.iter().flat_map(|agent| agent.tools) {
            assert!(TOOLS.iter().any(|known| known.name == *tool), "{tool}");
        }
    }

    #[test]
    fn a_specialist_takes_over_matching_messages() {
        let triage = named("triage").unwrap();
        let table = [
            ("Calculate the average, please.", Some("analyst")),
            ("Which SOURCES say so?", Some("researcher")),
            ("A summary, and resources", None),
            ("", None),
        ];
        for (message, expected) in table {
            assert_eq!(triage.successor(message).map(|agent| agent.name), expected, "{message}");
        }
        assert_eq!(named("researcher").unwrap().successor("Calculate it"), None);
    }
}
