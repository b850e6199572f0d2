# How the pictures look, and where they go.

ink <- "#22303c"
grey <- "#7b8794"
pale <- "#e4e7eb"
authorities <- c(PDA = "#2f6690", USAI = "#d9a441", FMF = "#81a88d", FMF_loan = "#b8cdbd")
bounds <- c("no count" = "#cbd2d9", "up to" = "#b5533c", about = "#d9a441", "at least" = "#5f9ea0", exact = "#2f6690")

ggplot2::theme_set(
  ggplot2::theme_minimal(base_size = 11) +
    ggplot2::theme(
      text = ggplot2::element_text(colour = ink), axis.text = ggplot2::element_text(colour = ink, size = 10),
      axis.title = ggplot2::element_text(colour = grey, size = 10),
      plot.title = ggplot2::element_text(face = "bold", size = 14), plot.subtitle = ggplot2::element_text(colour = grey, size = 10.5),
      plot.title.position = "plot", legend.position = "top", legend.justification = "left", legend.text = ggplot2::element_text(size = 10),
      legend.title = ggplot2::element_blank(),
      panel.grid.minor = ggplot2::element_blank(), panel.grid.major.x = ggplot2::element_blank(),
      panel.grid.major = ggplot2::element_line(colour = pale), plot.background = ggplot2::element_rect(fill = "white", colour = NA)
    )
)

# Writes pictures/<name>.png and gives the plot back, so that the notebook shows it.
save_picture <- function(plot, name, height = 4.4) {
  folder <- Sys.getenv("DRAWDOWN_PICTURES", "pictures")
  dir.create(folder, showWarnings = FALSE, recursive = TRUE)
  ggplot2::ggsave(file.path(folder, paste0(name, ".png")), plot, width = 8, height = height, dpi = 110, type = "cairo")
  plot
}
