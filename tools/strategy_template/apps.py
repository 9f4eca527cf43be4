from django.apps import AppConfig


class NewStrategyConfig(AppConfig):
    name = "newstrategy"
    verbose_name = "Nueva estrategia"
