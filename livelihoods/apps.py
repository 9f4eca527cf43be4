from django.apps import AppConfig


class LivelihoodsConfig(AppConfig):
    name = "livelihoods"
    verbose_name = "Medios de vida"
