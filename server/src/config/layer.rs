//! One source of settings. Each is a flag `--x-y`, a variable `PODAROK_X_Y` and a key `x_y` of the file.

use std::{
    net::SocketAddr,
    num::{NonZeroU32, NonZeroUsize},
    path::PathBuf,
};

use serde::Deserialize;

use super::{PublicUrl, TrustedProxies};

const HEADING: &str = "Settings";

/// The settings that one source names; what it leaves open is for the next one.
///
/// Help shows no values of variables: one of them may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, Default, clap::Args, Deserialize)]
#[command(next_help_heading = HEADING)]
#[serde(default, deny_unknown_fields)]
pub struct Layer {
    /// File with settings; podarok.toml in the current folder, if it is there
    #[arg(long, value_name = "FILE", env = "PODAROK_CONFIG", hide_env_values = true, global = true)]
    #[serde(skip)]
    pub config: Option<PathBuf>,

    /// sqlite://FILE or postgres://USER:PASSWORD@HOST/NAME
    #[arg(long, value_name = "URL", env = "PODAROK_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,

    /// How many connections read from the database at once
    #[arg(
        long,
        value_name = "NUMBER",
        env = "PODAROK_DATABASE_CONNECTIONS",
        hide_env_values = true,
        global = true,
        hide_short_help = true
    )]
    pub database_connections: Option<NonZeroU32>,

    /// What is logged to standard error: error, warn, info, debug, or by module: info,service=debug
    #[arg(long, value_name = "FILTER", env = "PODAROK_LOG", hide_env_values = true, global = true)]
    pub log: Option<String>,

    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS", env = "PODAROK_LISTEN", hide_env_values = true, global = true, hide_short_help = true)]
    pub listen: Option<SocketAddr>,

    /// The address that browsers use; with https:// the session's cookie travels by https only
    #[arg(long, value_name = "URL", env = "PODAROK_PUBLIC_URL", hide_env_values = true, global = true, hide_short_help = true)]
    pub public_url: Option<PublicUrl>,

    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas
    #[arg(
        long,
        value_name = "LIST",
        env = "PODAROK_TRUSTED_PROXIES",
        hide_env_values = true,
        global = true,
        hide_short_help = true
    )]
    pub trusted_proxies: Option<TrustedProxies>,

    /// After so many hours without activity a session ends
    #[arg(
        long,
        value_name = "HOURS",
        env = "PODAROK_SESSION_HOURS",
        hide_env_values = true,
        global = true,
        hide_short_help = true
    )]
    pub session_hours: Option<NonZeroU32>,

    /// The largest request body that is read
    #[arg(
        long,
        value_name = "BYTES",
        env = "PODAROK_BODY_LIMIT_BYTES",
        hide_env_values = true,
        global = true,
        hide_short_help = true
    )]
    pub body_limit_bytes: Option<NonZeroUsize>,

    /// How many connections are served at once; the next ones wait
    #[arg(
        long,
        value_name = "NUMBER",
        env = "PODAROK_MAX_CONNECTIONS",
        hide_env_values = true,
        global = true,
        hide_short_help = true
    )]
    pub max_connections: Option<NonZeroUsize>,

    /// For so many minutes what ended still counts for orders that were placed before
    #[arg(
        long,
        value_name = "MINUTES",
        env = "PODAROK_ORDER_GRACE_MINUTES",
        hide_env_values = true,
        global = true,
        hide_short_help = true
    )]
    pub order_grace_minutes: Option<u32>,

    /// Where calls of webhooks are logged; a file beside the database's, or the Postgres itself
    #[arg(long, value_name = "URL", env = "PODAROK_CALL_LOG_URL", hide_env_values = true, global = true, hide_short_help = true)]
    pub call_log_url: Option<String>,

    /// For so many days calls of webhooks are kept; 0: they are not logged
    #[arg(
        long,
        value_name = "DAYS",
        env = "PODAROK_CALL_LOG_DAYS",
        hide_env_values = true,
        global = true,
        hide_short_help = true
    )]
    pub call_log_days: Option<u32>,
}

impl Layer {
    /// This layer over another one.
    pub fn or(self, below: Self) -> Self {
        let Self {
            config,
            database_url,
            database_connections,
            log,
            listen,
            public_url,
            trusted_proxies,
            session_hours,
            body_limit_bytes,
            max_connections,
            order_grace_minutes,
            call_log_url,
            call_log_days,
        } = self;
        Self {
            config: config.or(below.config),
            database_url: database_url.or(below.database_url),
            database_connections: database_connections.or(below.database_connections),
            log: log.or(below.log),
            listen: listen.or(below.listen),
            public_url: public_url.or(below.public_url),
            trusted_proxies: trusted_proxies.or(below.trusted_proxies),
            session_hours: session_hours.or(below.session_hours),
            body_limit_bytes: body_limit_bytes.or(below.body_limit_bytes),
            max_connections: max_connections.or(below.max_connections),
            order_grace_minutes: order_grace_minutes.or(below.order_grace_minutes),
            call_log_url: call_log_url.or(below.call_log_url),
            call_log_days: call_log_days.or(below.call_log_days),
        }
    }
}

/// The keys that the file may have.
pub fn keys() -> Vec<String> {
    names(|arg| arg.get_long().filter(|name| *name != "config").map(|name| name.replace('-', "_")))
}

/// The variables that are read.
pub fn variables() -> Vec<String> {
    names(|arg| arg.get_env()?.to_str().map(str::to_owned))
}

fn names(name: impl Fn(&clap::Arg) -> Option<String>) -> Vec<String> {
    let command = <Layer as clap::Args>::augment_args(clap::Command::new("podarok"));
    command.get_arguments().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_has_one_name() {
        let mut variables = variables();
        variables.retain(|name| name != "PODAROK_CONFIG");
        let of_keys: Vec<_> = keys().iter().map(|key| format!("PODAROK_{}", key.to_uppercase())).collect();
        assert_eq!(variables, of_keys);
    }
}
