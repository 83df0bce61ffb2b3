# Golden cases for engine/metric/statistics from R: prop.test, binom.test, t.test and p.adjust of base R, pROC's DeLong,
# sandwich's clustered covariance, boot's percentiles.
#
# Writes src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/statistics/golden-r.json (run from the project's
# root: Rscript src/test/r/statistics_golden.R). Debian: r-base-core r-cran-proc r-cran-sandwich r-cran-boot r-cran-jsonlite.

suppressPackageStartupMessages({
  library(boot)
  library(jsonlite)
  library(pROC)
  library(sandwich)
})

OUT <- "src/test/resources/io/jenkins/plugins/mlpipeline/engine/metric/statistics/golden-r.json"
REPLICATES <- 50000

limits <- function(test) as.numeric(test$conf.int)

# prop.test warns where the chi-square test beside its interval is doubtful; its interval is Wilson's all the same.
wilson <- function(k, n, confidence, alternative) {
  limits(suppressWarnings(prop.test(k, n, conf.level = confidence, alternative = alternative, correct = FALSE)))
}

exact <- function(k, n, confidence, alternative) {
  limits(binom.test(k, n, conf.level = confidence, alternative = alternative))
}

# Two-sided limits, then the one-sided lower and upper bound.
bounds <- function(method, k, n, confidence) {
  c(
    method(k, n, confidence, "two.sided"),
    method(k, n, confidence, "greater")[1],
    method(k, n, confidence, "less")[2]
  )
}

proportions <- function() {
  cases <- list()
  for (n in c(1, 3, 8, 30, 50, 200, 5000)) {
    for (k in unique(c(0, 1, n %/% 3, n - n %/% 10, n - 1, n))) {
      for (confidence in c(0.9, 0.95, 0.995)) {
        cases[[length(cases) + 1]] <- list(
          k = k, n = n, confidence = confidence,
          wilson = bounds(wilson, k, n, confidence), exact = bounds(exact, k, n, confidence)
        )
      }
    }
  }
  cases
}

# Method 10 of Newcombe 1998 upon prop.test's limits, two-sided.
newcombe <- function(t, confidence) {
  a <- t[1]
  b <- t[2]
  c <- t[3]
  d <- t[4]
  n <- a + b + c + d
  first <- wilson(a + b, n, confidence, "two.sided")
  second <- wilson(a + c, n, confidence, "two.sided")
  p <- (a + b) / n
  q <- (a + c) / n
  product <- as.numeric(a + b) * (c + d) * (a + c) * (b + d)
  above <- as.numeric(a) * d - as.numeric(b) * c
  phi <- if (product == 0) 0 else (if (above > 0) max(above - n / 2, 0) else above) / sqrt(product)
  down <- sqrt((p - first[1])^2 - 2 * phi * (p - first[1]) * (second[2] - q) + (second[2] - q)^2)
  up <- sqrt((first[2] - p)^2 - 2 * phi * (first[2] - p) * (q - second[1]) + (q - second[1])^2)
  c(p - q - down, p - q + up)
}

paired_tables <- function() {
  tables <- list(
    c(14, 5, 0, 22), c(0, 15, 6, 0), c(0, 25, 12, 0), c(0, 10, 0, 0), c(850, 50, 50, 50), c(9000, 120, 40, 840),
    c(3, 2, 5, 4), c(97, 1, 2, 0), c(1, 0, 0, 0), c(40, 12, 5, 9), c(200, 0, 0, 20)
  )
  lapply(tables, function(t) {
    discordant <- t[2] + t[3]
    p <- function(alternative) if (discordant == 0) 1 else binom.test(t[2], discordant, alternative = alternative)$p.value
    list(
      table = t, confidence = 0.95,
      # A one-sided bound is the limit of the two-sided interval that leaves the same tail on each side.
      interval = c(newcombe(t, 0.95), newcombe(t, 0.90)),
      pValue = p("two.sided"), pValueWorse = p("less")
    )
  })
}

delong <- function(positives, negatives, digits) {
  shared <- c(rnorm(positives, 1), rnorm(negatives, 0))
  truth <- rep(c(1, 0), c(positives, negatives))
  scores <- lapply(c(0.5, 1), function(noise) round(shared + rnorm(length(shared), 0, noise), digits))
  curves <- lapply(scores, function(s) roc(truth, s, levels = c(0, 1), direction = "<", quiet = TRUE))
  test <- roc.test(curves[[1]], curves[[2]], method = "delong", paired = TRUE)
  list(
    positives = scores[[1]][truth == 1], negatives = scores[[1]][truth == 0],
    baselinePositives = scores[[2]][truth == 1], baselineNegatives = scores[[2]][truth == 0],
    areas = sapply(curves, function(c) as.numeric(auc(c))),
    variances = sapply(curves, function(c) var(c, method = "delong")),
    covariance = cov(curves[[1]], curves[[2]], method = "delong"),
    # pROC cuts its limits at 0 and 1.
    confidence = 0.95, interval = as.numeric(ci.auc(curves[[1]], method = "delong"))[c(1, 3)],
    difference = as.numeric(test$conf.int), pValue = test$p.value
  )
}

means <- function(n, groups) {
  values <- round(rnorm(n, 0.1), 3)
  if (is.na(groups)) {
    two <- t.test(values)
    return(list(
      values = values, groups = NULL, confidence = 0.95, mean = as.numeric(two$estimate), standardError = two$stderr,
      interval = limits(two), lower = limits(t.test(values, alternative = "greater"))[1], pValue = two$p.value
    ))
  }
  group <- sort((seq_len(n) - 1) %% groups)
  values <- round(values + rnorm(groups)[group + 1], 3)
  fit <- lm(values ~ 1)
  error <- sqrt(vcovCL(fit, cluster = group, type = "HC0", cadjust = TRUE)[1, 1])
  mean <- as.numeric(coef(fit))
  list(
    values = values, groups = group, confidence = 0.95, mean = mean, standardError = error,
    interval = mean + qt(c(0.025, 0.975), groups - 1) * error, lower = mean - qt(0.95, groups - 1) * error,
    pValue = 2 * pt(-abs(mean) / error, groups - 1)
  )
}

f1 <- function(truth, predicted) {
  right <- sum(truth & predicted)
  if (right == 0) 0 else 2 * right / (sum(truth) + sum(predicted))
}

r2 <- function(truth, predicted) 1 - sum((truth - predicted)^2) / sum((truth - mean(truth))^2)

percentiles <- function(metric, truth, candidate, baseline) {
  rows <- cbind(truth, candidate, baseline)
  drawn <- boot(rows, function(r, i) metric(r[i, 1], r[i, 2]) - metric(r[i, 1], r[i, 3]), REPLICATES)$t
  one <- boot(rows, function(r, i) metric(r[i, 1], r[i, 2]), REPLICATES)$t
  tails <- c(0.025, 0.975)
  list(
    truth = truth, candidate = candidate, baseline = baseline, replicates = REPLICATES,
    one = as.numeric(quantile(one, tails)), difference = as.numeric(quantile(drawn, tails)),
    # Standard errors of the limits when they are found with 2,000 replicates: sqrt(p (1 - p) / 2000) / density there.
    oneError = limit_error(one, tails), differenceError = limit_error(drawn, tails)
  )
}

limit_error <- function(drawn, tails) {
  width <- 0.01
  sapply(tails, function(p) {
    density <- 2 * width / diff(quantile(drawn, c(p - width, p + width)))
    as.numeric(sqrt(p * (1 - p) / 2000) / density)
  })
}

bootstraps <- function() {
  n <- 300
  truth <- as.integer(runif(n) < 0.35)
  answers <- lapply(c(0.15, 0.2), function(wrong) as.integer(xor(truth, runif(n) < wrong)))
  number <- round(rnorm(n, 5, 2), 3)
  numbers <- lapply(c(0.9, 1.1), function(noise) round(number + rnorm(n, 0, noise), 3))
  list(
    f1 = percentiles(f1, truth, answers[[1]], answers[[2]]),
    r2 = percentiles(r2, number, numbers[[1]], numbers[[2]])
  )
}

holm <- function() {
  lapply(list(0.01, c(0.01, 0.04, 0.03, 0.005), c(0.5, 0.5, 0.5), round(runif(20)^3, 6)), function(p) {
    list(pValues = I(p), adjusted = I(p.adjust(p, "holm")))
  })
}

set.seed(20261125)
golden <- list(
  made = list(
    by = "src/test/r/statistics_golden.R", r = R.version.string, pROC = as.character(packageVersion("pROC")),
    sandwich = as.character(packageVersion("sandwich")), boot = as.character(packageVersion("boot"))
  ),
  proportions = proportions(),
  pairedTables = paired_tables(),
  deLong = list(delong(5, 9, 1), delong(40, 60, 6), delong(150, 90, 2), delong(30, 30, 0)),
  means = list(means(2, NA), means(25, NA), means(300, NA), means(60, 12), means(200, 7)),
  bootstraps = bootstraps(),
  holm = holm(),
  chiSquare = lapply(c(1, 4, 9, 60), function(df) list(degrees = df, confidence = 0.95, quantile = qchisq(0.95, df)))
)
writeLines(toJSON(golden, digits = I(17), auto_unbox = TRUE, null = "null"), OUT)
