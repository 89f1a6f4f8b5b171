//! Settings: flags, then `PODAROK_*` variables, then the file. docs/operations.md and podarok.example.toml name them all.

mod call_log_url;
mod environment;
mod error;
mod file;
mod layer;
mod nearest;
mod proxies;
mod public_url;

use std::{
    net::{Ipv4Addr, SocketAddr},
    num::{NonZeroU32, NonZeroUsize},
    path::Path,
    time::Duration,
};

pub use environment::unknown_variables;
pub use error::ConfigError;
pub use layer::Layer;
pub use proxies::TrustedProxies;
pub use public_url::PublicUrl;

/// Where the file is looked for unless `--config` names another.
pub const FILE: &str = "podarok.toml";

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub listen: SocketAddr,
    pub database_url: String,
    /// Connections that read; on SQLite one more writes.
    pub database_connections: NonZeroU32,
    /// None: the address that is listened on.
    pub public_url: Option<PublicUrl>,
    pub trusted_proxies: TrustedProxies,
    /// What is logged, as `tracing_subscriber::EnvFilter` reads it.
    pub log: String,
    /// After so much time without activity a session of the admin ends.
    pub session_hours: NonZeroU32,
    pub body_limit_bytes: NonZeroUsize,
    pub max_connections: NonZeroUsize,
    /// For so long what ended, or was replaced by a publication, counts for orders that were placed before.
    pub order_grace_minutes: u32,
    /// None: see [`Config::call_log_url`].
    pub call_log_url: Option<String>,
    /// For so many days calls of webhooks are kept; 0: they are not logged.
    pub call_log_days: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 3000)),
            database_url: "sqlite://podarok.db".to_owned(),
            database_connections: const { NonZeroU32::new(8).unwrap() },
            public_url: None,
            trusted_proxies: TrustedProxies::default(),
            log: "info".to_owned(),
            session_hours: const { NonZeroU32::new(12).unwrap() },
            body_limit_bytes: const { NonZeroUsize::new(1024 * 1024).unwrap() },
            max_connections: const { NonZeroUsize::new(1000).unwrap() },
            order_grace_minutes: 30,
            call_log_url: None,
            call_log_days: 14,
        }
    }
}

impl Config {
    /// The settings of flags and variables (clap has filled `layer` in that order), then those of the file.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML, or has unknown keys or values of the wrong kind.
    pub fn load(layer: Layer) -> Result<Self, ConfigError> {
        let file = match &layer.config {
            Some(path) => file::read(path)?,
            None if Path::new(FILE).exists() => file::read(Path::new(FILE))?,
            None => Layer::default(),
        };
        Ok(Self::of(layer.or(file)))
    }

    /// What the layer leaves open has its default.
    fn of(layer: Layer) -> Self {
        let default = Self::default();
        let Layer {
            config: _,
            listen,
            database_url,
            database_connections,
            public_url,
            trusted_proxies,
            log,
            session_hours,
            body_limit_bytes,
            max_connections,
            order_grace_minutes,
            call_log_url,
            call_log_days,
        } = layer;
        Self {
            listen: listen.unwrap_or(default.listen),
            database_url: database_url.unwrap_or(default.database_url),
            database_connections: database_connections.unwrap_or(default.database_connections),
            public_url: public_url.or(default.public_url),
            trusted_proxies: trusted_proxies.unwrap_or(default.trusted_proxies),
            log: log.unwrap_or(default.log),
            session_hours: session_hours.unwrap_or(default.session_hours),
            body_limit_bytes: body_limit_bytes.unwrap_or(default.body_limit_bytes),
            max_connections: max_connections.unwrap_or(default.max_connections),
            order_grace_minutes: order_grace_minutes.unwrap_or(default.order_grace_minutes),
            call_log_url: call_log_url.or(default.call_log_url),
            call_log_days: call_log_days.unwrap_or(default.call_log_days),
        }
    }

    pub fn session_lifetime(&self) -> Duration {
        Duration::from_secs(u64::from(self.session_hours.get()) * 60 * 60)
    }

    pub fn order_grace(&self) -> Duration {
        Duration::from_secs(u64::from(self.order_grace_minutes) * 60)
    }

    /// Where calls are logged: a file beside the database's on SQLite, so that neither holds up the other. None: in the
    /// database itself.
    pub fn call_log_url(&self) -> Option<String> {
        self.call_log_url.clone().or_else(|| call_log_url::beside(&self.database_url))
    }

    /// Behind https, cookies travel by https only.
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(PublicUrl::is_https)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file that documents every setting is read as it is, and once more with its settings uncommented.
    const EXAMPLE: &str = include_str!("../../../podarok.example.toml");

    #[test]
    fn the_example_names_every_setting_with_its_default() {
        let uncommented: String = EXAMPLE
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(setting) if setting.contains(" = ") => format!("{setting}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        let path = Path::new("podarok.example.toml");
        let table: toml::Table = uncommented.parse().unwrap_or_default();
        let mut documented: Vec<_> = table.keys().map(String::as_str).collect();
        let mut known = layer::keys();
        documented.sort_unstable();
        known.sort_unstable();
        assert_eq!(documented, known);

        assert_eq!(file::parse(path, EXAMPLE), Ok(Layer::default()));
        let mut all = file::parse(path, &uncommented);
        if let Ok(layer) = &mut all {
            // Those without a default: the example shows addresses.
            layer.public_url = None;
            layer.call_log_url = None;
        }
        assert_eq!(all.map(Config::of), Ok(Config::default()));
    }

    #[test]
    fn the_first_layer_wins() {
        let flags = Layer { log: Some("debug".to_owned()), ..Layer::default() };
        let file = Layer { log: Some("warn".to_owned()), database_url: Some("sqlite://shop.db".to_owned()), ..Layer::default() };
        let config = Config::of(flags.or(file));
        assert_eq!((config.log.as_str(), config.database_url.as_str()), ("debug", "sqlite://shop.db"));
        assert_eq!(config.listen, Config::default().listen);
    }
}
