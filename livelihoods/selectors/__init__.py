from livelihoods.selectors.places import place_of, places_here, schools_of, villages_here, with_village

__all__ = ["place_of", "places_here", "schools_of", "villages_here", "with_village"]
