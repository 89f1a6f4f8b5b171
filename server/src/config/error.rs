use std::path::PathBuf;

use engine::Language;

/// Why the settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Language::En))]
pub enum ConfigError {
    Unreadable { path: PathBuf, reason: String },
    Invalid { path: PathBuf, reason: String },
    UnknownKeys { path: PathBuf, keys: Vec<UnknownKey> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownKey {
    pub key: String,
    pub nearest: Option<String>,
}

impl ConfigError {
    /// For whoever started the command; unknown keys have a line each.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Unreadable { path, reason } => {
                let path = path.display();
                language.pick(format!("{path} не читается: {reason}"), format!("{path} cannot be read: {reason}"))
            }
            Self::Invalid { path, reason } => format!("{}: {}", path.display(), reason.trim_end()),
            Self::UnknownKeys { path, keys } => {
                let lines: Vec<_> = keys.iter().map(|key| format!("{}: {}", path.display(), key.message(language))).collect();
                lines.join("\n")
            }
        }
    }
}

impl UnknownKey {
    fn message(&self, language: Language) -> String {
        let Self { key, nearest } = self;
        match nearest {
            None => language.pick(format!("неизвестная настройка `{key}`"), format!("unknown setting `{key}`")),
            Some(nearest) => language.pick(
                format!("неизвестная настройка `{key}`; может быть, `{nearest}`?"),
                format!("unknown setting `{key}`; did you mean `{nearest}`?"),
            ),
        }
    }
}
