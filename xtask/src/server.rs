//! A small static server on the loopback address, with brotli and the right caching.

use std::collections::HashMap;
use std::fs;
use std::io::Cursor;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, Method, Request, Response, Server};

use crate::arguments::Arguments;
use crate::page::{self, HASH_DIGITS};
use crate::project::Project;
use crate::wasm::Profile;
use crate::{dist, hosting, size};

/// The port of `serve`. It is fixed because a browser keeps the data of a page per address: on
/// another port the user would find an empty page.
const PORT: u16 = 8080;

/// Requests answered at the same time. A browser opens six connections to one host.
const THREADS: usize = 8;

/// The brotli quality of answers: as small as the hosts of static pages make them, at once.
const QUALITY: u32 = 5;

/// The options of `serve`.
pub struct Options {
    port: u16,
    profile: Profile,
    source: Source,
}

/// Which page is served.
#[derive(PartialEq, Eq)]
enum Source {
    Build,
    LastBuild,
}

impl Options {
    /// Takes the options from the command line.
    pub fn parse(arguments: &mut Arguments) -> Result<Self> {
        let port = arguments.number("--port")?.unwrap_or(PORT);
        let profile = Profile::parse(arguments);
        let source = if arguments.switch("--no-build") { Source::LastBuild } else { Source::Build };
        Ok(Self { port, profile, source })
    }
}

/// Builds the page and serves it until the program is ended.
///
/// # Errors
/// The build fails or the port is taken.
pub fn serve(project: &Project, options: &Options) -> Result<ExitCode> {
    // Taken before the build, so that a taken port is told at once and not after minutes.
    let listener = listen(options.port)?;
    let place = match options.source {
        Source::Build => dist::build(project, options.profile)?,
        Source::LastBuild => dist::place(project, options.profile),
    };
    if !place.join("index.html").is_file() {
        bail!("there is no built page in {}: run `cargo xtask dist` first", place.display());
    }
    let running = Running::start(listener, vec![("/".to_owned(), place)])?;
    println!("\nTrichter is at {}  (Ctrl+C ends it)", running.address);
    for thread in running.threads {
        thread.join().map_err(|_| anyhow!("a thread of the server ended"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A server that answers in the background as long as the program runs.
pub struct Running {
    /// The address of the page, with a slash at the end.
    pub address: String,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Running {
    /// Serves directories under path prefixes, on a port that is free.
    pub fn on_free_port(places: Vec<(String, PathBuf)>) -> Result<Self> {
        Self::start(listen(0)?, places)
    }

    fn start(listener: TcpListener, places: Vec<(String, PathBuf)>) -> Result<Self> {
        let address = format!("http://{}/", listener.local_addr()?);
        let server = Server::from_listener(listener, None).map_err(|error| anyhow!(error))?;
        let site = Arc::new(Site { server, places, packed: Mutex::default() });
        let threads = (0..THREADS)
            .map(|_| {
                let site = Arc::clone(&site);
                thread::spawn(move || site.answer_all())
            })
            .collect();
        Ok(Self { address, threads })
    }
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port)).with_context(|| {
        format!(
            "port {port} is taken: end the program that uses it, or choose another with --port \
             (the data of the page belongs to its address, so another port shows other data)"
        )
    })
}

struct Site {
    server: Server,
    places: Vec<(String, PathBuf)>,
    packed: Mutex<HashMap<String, Arc<[u8]>>>,
}

impl Site {
    fn answer_all(&self) {
        while let Ok(request) = self.server.recv() {
            let response = self.answer(&request);
            // The browser may have closed the connection; there is nobody to tell.
            drop(request.respond(response));
        }
    }

    fn answer(&self, request: &Request) -> Response<Cursor<Vec<u8>>> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return plain(405, "only GET and HEAD are answered here\n");
        }
        let path = request.url().split(['?', '#']).next().unwrap_or_default();
        let Some(file) = self.file(path) else {
            return plain(404, "not found\n");
        };
        let Ok(content) = fs::read(&file) else {
            return plain(404, "not found\n");
        };
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let digest = page::digest(&[&content]);
        let tag = format!("\"{digest}\"");
        let mut headers = vec![
            ("Content-Type", mime(&name)),
            ("Cache-Control", if is_hashed(&name) { FOR_EVER } else { hosting::FRESH }),
            ("ETag", &tag),
            ("Vary", "Accept-Encoding"),
        ];
        headers.extend(hosting::HEADERS);
        let policy = policy_sent(&name, &content);
        if let Some(policy) = &policy {
            headers.push(("Content-Security-Policy", policy));
        }
        if header(request, "If-None-Match").is_some_and(|known| known == tag) {
            return with_headers(Response::from_data(Vec::new()).with_status_code(304), &headers);
        }
        let body = if accepts_brotli(request) {
            headers.push(("Content-Encoding", "br"));
            self.packed(&digest, &content).to_vec()
        } else {
            content
        };
        let response = Response::from_data(body).with_chunked_threshold(usize::MAX);
        with_headers(response, &headers)
    }

    fn file(&self, path: &str) -> Option<PathBuf> {
        let (prefix, place) = self.places.iter().find(|(prefix, _)| path.starts_with(prefix))?;
        let rest = path.strip_prefix(prefix.as_str())?;
        let plain = rest.split('/').all(|part| !part.starts_with('.'));
        // Names of built files need no percent encoding; whatever has it is not one of them.
        if !plain || rest.contains(['%', '\\', ':']) {
            return None;
        }
        let file =
            place.join(if rest.is_empty() { Path::new("index.html") } else { rest.as_ref() });
        file.is_file().then_some(file)
    }

    /// Packs a content once and keeps it under its digest.
    fn packed(&self, digest: &str, content: &[u8]) -> Arc<[u8]> {
        let known = self.packed.lock().unwrap_or_else(PoisonError::into_inner).get(digest).cloned();
        known.unwrap_or_else(|| {
            let packed: Arc<[u8]> = size::brotli(content, QUALITY).into();
            let mut all = self.packed.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(digest.to_owned(), Arc::clone(&packed));
            packed
        })
    }
}

/// The policy that hosts are told to send with a file.
fn policy_sent(name: &str, content: &[u8]) -> Option<String> {
    let own = std::str::from_utf8(content).ok().and_then(page::policy).unwrap_or_default();
    hosting::policy_of(name, own)
}

/// A file named by its content never changes.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Says whether a file is named by its content.
pub fn is_hashed(name: &str) -> bool {
    let hash = name.rsplit_once('.').and_then(|(stem, _)| stem.rsplit_once('-'));
    hash.is_some_and(|(_, hash)| {
        hash.len() == HASH_DIGITS && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}

/// The type that a file is sent as, by its name.
pub fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some(_) | None => "application/octet-stream",
    }
}

fn accepts_brotli(request: &Request) -> bool {
    let accepted = header(request, "Accept-Encoding").unwrap_or_default();
    accepted.split(',').any(|coding| coding.split(';').next().is_some_and(|c| c.trim() == "br"))
}

fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    request.headers().iter().find(|one| one.field.equiv(name)).map(|one| one.value.as_str())
}

fn plain(status: u16, text: &str) -> Response<Cursor<Vec<u8>>> {
    let response = Response::from_data(text.as_bytes()).with_status_code(status);
    with_headers(response, &[("Content-Type", "text/plain; charset=utf-8")])
}

fn with_headers(
    mut response: Response<Cursor<Vec<u8>>>,
    headers: &[(&str, &str)],
) -> Response<Cursor<Vec<u8>>> {
    for (name, value) in headers {
        // The names and values above are ASCII, which is all that a header may refuse.
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("trichter-0123456789abcdef.wasm"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("trichter-0123456789abcdeg.wasm"));
        assert!(!is_hashed("my-page.js"));
    }

    #[test]
    fn nothing_outside_the_directory_is_served() {
        let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let server = Server::http("127.0.0.1:0").unwrap();
        let site = Site {
            server,
            places: vec![("/src/".to_owned(), here.join("src")), ("/".to_owned(), here)],
            packed: Mutex::default(),
        };
        assert!(site.file("/Cargo.toml").is_some());
        assert!(site.file("/src/main.rs").is_some());
        for path in ["/../Cargo.toml", "/src/../../Cargo.toml", "/%2e%2e/Cargo.toml", "/src", ""] {
            assert!(site.file(path).is_none(), "{path}");
        }
    }
}
