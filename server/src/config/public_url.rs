use std::{fmt, str::FromStr};

use axum::http::Uri;
use serde::Deserialize;

/// The address under which browsers reach the server: scheme, host and, if need be, port; no path.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicUrl {
    https: bool,
    /// `host` or `host:port`, in lower case.
    authority: String,
}

/// What is no [`PublicUrl`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an address like https://promo.example.com, without a path, is needed")]
pub struct NotAPublicUrl;

impl PublicUrl {
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// As browsers write it in the header `Origin`.
    pub fn is_origin(&self, origin: &str) -> bool {
        origin.eq_ignore_ascii_case(&self.to_string())
    }
}

impl FromStr for PublicUrl {
    type Err = NotAPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.parse().or(Err(NotAPublicUrl))?;
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(NotAPublicUrl),
        };
        let authority = uri.authority().ok_or(NotAPublicUrl)?;
        if authority.host().is_empty() || authority.as_str().contains('@') || uri.path() != "/" || uri.query().is_some() {
            return Err(NotAPublicUrl);
        }
        let host = authority.host().to_ascii_lowercase();
        // Browsers leave the usual port out.
        let usual = if https { 443 } else { 80 };
        let authority = match authority.port_u16() {
            Some(port) if port != usual => format!("{host}:{port}"),
            _ => host,
        };
        Ok(Self { https, authority })
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = NotAPublicUrl;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}", if self.https { "https" } else { "http" }, self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_an_origin() {
        let written = |text: &str| text.parse::<PublicUrl>().map(|url| url.to_string());
        assert_eq!(written("https://Promo.Example.com/"), Ok("https://promo.example.com".to_owned()));
        assert_eq!(written("https://promo.example.com:443"), Ok("https://promo.example.com".to_owned()));
        assert_eq!(written("http://[::1]:3000"), Ok("http://[::1]:3000".to_owned()));
        for text in ["promo.example.com", "/", "ftp://a", "https://a/b", "https://a?b", "https://user@a", "https://", ""] {
            assert_eq!(written(text), Err(NotAPublicUrl), "{text}");
        }
    }

    #[test]
    fn origins_are_compared_whole() {
        let url: Result<PublicUrl, _> = "https://promo.example.com".parse();
        let is = |origin| url.as_ref().is_ok_and(|url| url.is_origin(origin));
        assert!(is("https://promo.example.com"));
        for origin in ["http://promo.example.com", "https://promo.example.com.evil.com", "https://promo.example.com:8443", "null"]
        {
            assert!(!is(origin), "{origin}");
        }
    }
}
