// The movable map of ui/map.html; the drawing and the list beside it say the same without this file.
(function () {
  "use strict";
  if (typeof L === "undefined") return;

  function spot(point) {
    var frame = document.createElement("div");
    frame.className = "t-" + point.tone;
    frame.innerHTML = document.getElementById("glyph-" + point.tone).innerHTML;
    return L.divIcon({ className: "map-spot", html: frame, iconSize: [24, 24] });
  }

  function words(point) {
    var box = document.createElement("div");
    var link = document.createElement(point.url ? "a" : "strong");
    link.textContent = point.label;
    if (point.url) link.href = point.url;
    box.append(link, document.createElement("br"), document.createTextNode(point.state || ""));
    return box;
  }

  function addDistricts(map, districts) {
    map.createPane("names").style.zIndex = 450;  // under the points: a name never covers a number
    return districts.map(function (district) {
      var rings = district.rings.map(function (ring) {
        return ring.map(function (pair) { return [pair[1], pair[0]]; });
      });
      var shape = L.polygon(rings, { className: "map-district", interactive: false }).addTo(map);
      L.tooltip({ pane: "names", permanent: true, direction: "center", className: "map-name", interactive: false })
        .setLatLng(shape.getBounds().getCenter()).setContent(document.createTextNode(district.name)).addTo(map);
      return shape;
    });
  }

  function addPoints(map, points, holder) {
    var group = L.markerClusterGroup({ showCoverageOnHover: false, maxClusterRadius: points.length > 150 ? 40 : 30 });
    var markers = points.map(function (point, at) {
      if (point.lat === null || point.lon === null) return null;
      // The list beside the map is the way for the keyboard; hundreds of stops here would bar it.
      var marker = L.marker([point.lat, point.lon], { icon: spot(point), keyboard: false, title: point.label });
      marker.bindPopup(function () { return words(point); });
      group.addLayer(marker);
      return marker;
    });
    map.addLayer(group);
    holder.querySelectorAll("[data-map-point]").forEach(function (link) {
      var marker = markers[Number(link.dataset.mapPoint)];
      if (!marker) return;
      ["mouseenter", "focus"].forEach(function (name) {
        link.addEventListener(name, function () { light(group, marker, true); });
      });
      ["mouseleave", "blur"].forEach(function (name) {
        link.addEventListener(name, function () { light(group, marker, false); });
      });
    });
    return group;
  }

  function light(group, marker, isHere) {
    var shown = group.getVisibleParent(marker);
    var element = shown && shown.getElement();
    if (element) element.classList.toggle("is-here", isHere);
  }

  function start(holder) {
    var data = JSON.parse(document.getElementById(holder.dataset.map).textContent);
    var box = holder.querySelector(".map");
    box.hidden = false;
    holder.querySelector("[data-map-drawing]").hidden = true;
    var map = L.map(box, { scrollWheelZoom: false, attributionControl: data.tiles.length > 0, zoomSnap: 0.25, maxZoom: 17 });
    data.tiles.forEach(function (tile) { L.tileLayer(tile.url, { attribution: tile.attribution }).addTo(map); });
    var shapes = addDistricts(map, data.districts);
    var group = addPoints(map, data.points, holder);
    var bounds = L.featureGroup(shapes).getBounds();
    if (!bounds.isValid()) bounds = group.getBounds();
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [12, 12] });
    else map.setView([-9.2, -75], 5);
  }

  document.querySelectorAll("[data-map]").forEach(start);
})();
