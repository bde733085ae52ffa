//! The HTTP service: jobs that outlive a request, routes, and the page that shows the form. It opens
//! no file that a request names, and never knows a terminal.

pub mod jobs;
pub mod server;
