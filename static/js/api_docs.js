// Starts Swagger UI or ReDoc, whichever this page has loaded, on our own OpenAPI document.
"use strict";

const swagger = document.getElementById("swagger-ui");
if (swagger) {
  SwaggerUIBundle({
    url: swagger.dataset.schema,
    domNode: swagger,
    deepLinking: true,
    requestInterceptor: (request) => {
      request.headers["X-CSRFToken"] = swagger.dataset.csrf;
      return request;
    },
  });
}

const redoc = document.getElementById("redoc");
if (redoc) {
  document.body.style.margin = "0";
  Redoc.init(redoc.dataset.schema, { nativeScrollbars: true }, redoc);
}
